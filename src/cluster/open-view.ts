import type { KubeObject } from "../api/object.ts";
import { createStore } from "./store.ts";
import type { View } from "./view.ts";

/** A view of objects as they are: what reading commands need, without the API server behind it. */
export function viewOf(objects: Iterable<KubeObject>): View {
  const store = createStore();
  store.load(objects);
  return store.view;
}
