export { KNOWN_KINDS, resourceKindOf, type KindOfObject } from "../../api/known-kinds.ts";
