export { keyOf, kindOf, kindOfKey } from "../api/kind-of.ts";
