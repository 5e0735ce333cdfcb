export { knownKinds, mappedKind, noMatches, resourceKindOf, type KindOfObject } from "../../api/known-kinds.ts";
