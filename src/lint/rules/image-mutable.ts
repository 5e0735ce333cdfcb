import { imageTag } from "../../api/kinds/pod/image-reference.ts";
import { containersOf, templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

/** Tags that are moved from one build to the next. */
const MOVING = new Set([
  "latest",
  "stable",
  "edge",
  "main",
  "master",
  "develop",
  "dev",
  "nightly",
  "canary",
  "snapshot",
  "rolling",
  "current",
]);

export const imageMutable: Rule = {
  id: "image-mutable",
  code: "STS406",
  severity: "warning",
  summary: "Images are named by a version or a digest.",
  why:
    "Tags such as latest move: replicas that are started at different times run different programs, and an undo brings " +
    "nothing back.",
  fix: "name a version, or a digest",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  passes: () => [documents(exampleService(), exampleSet({ image: "postgres:17" }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ image: "postgres" })),
      findings: [{ path: "spec.template.spec.containers[0].image", at: "30:18" }],
    },
    {
      manifest: documents(exampleService(), exampleSet({ image: "registry.example.com:5000/db:latest" })),
      findings: [{ path: "spec.template.spec.containers[0].image", at: "30:18" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      for (const { container, path } of containersOf(templateOf(set))) {
        const { image = "" } = container;
        const tag = imageTag(image);
        if (!MOVING.has(tag.toLowerCase()) || image.includes("@")) continue;
        const what = image.endsWith(`:${tag}`)
          ? `the tag of "${image}" moves`
          : `"${image}" has no tag and means latest`;
        report([...path, "image"], what);
      }
    },
  },
};
