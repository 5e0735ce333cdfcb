export { knownKinds, resourceKindOf, type KindOfObject } from "../../api/known-kinds.ts";
