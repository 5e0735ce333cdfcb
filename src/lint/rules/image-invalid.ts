import { isImageReference } from "../../api/kinds/pod/image-reference.ts";
import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

function flawOf(image: string): string {
  const [name = ""] = image.split("@");
  if (image.trim() !== image) return "has a space at its end or start, and every pod is refused";
  if (/[A-Z]/.test(name.replace(/:[^/]*$/, "").replace(/^[^/]*[.:][^/]*\//, "")))
    return "has capital letters in its name";
  return /:\/\//.test(image) ? "is an address with a scheme" : "is no image reference";
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    const { image = "" } = container;
    if (image !== "" && !isImageReference(image)) report([...path, "image"], `"${image}" ${flawOf(image)}`);
  }
};

export const imageInvalid: Rule = {
  id: "image-invalid",
  code: "STS407",
  severity: "error",
  summary: "Image references can be parsed.",
  why: "The template is accepted, and every pod stays in InvalidImageName, or is refused.",
  fix: "write [registry/]name[:tag][@digest] with a name in lower case",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  passes: () => [documents(exampleService(), exampleSet({ image: "registry.example.com:5000/db/postgres:17-Alpine" }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ image: "registry.example.com/Postgres:17" })),
      findings: [{ path: "spec.template.spec.containers[0].image", at: "30:18" }],
    },
    {
      manifest: documents(exampleService(), exampleSet({ image: '" postgres:17"' })),
      findings: [{ path: "spec.template.spec.containers[0].image", at: "30:18" }],
    },
  ],
  checks: ofWorkloads(check),
};
