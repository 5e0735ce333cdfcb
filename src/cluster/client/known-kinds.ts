export { knownKinds, mappedKind, noMatches, type KindOfObject } from "../../api/known-kinds.ts";
