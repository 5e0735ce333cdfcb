export { keyOf, kindOf, kindOfKey, pluralOf } from "../api/kind-of.ts";
