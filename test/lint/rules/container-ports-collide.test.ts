import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { containerPortsCollide } from "../../../src/lint/rules/container-ports-collide.ts";
import { messagesIn, weightsIn } from "../messages.ts";

it("tells protocols apart, and containers that run at other times", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "initContainers:\n  - name: x\n    image: x:1\n    restartPolicy: Always\n    ports:\n      - containerPort: 80\n        protocol: UDP",
          container: "ports:\n  - containerPort: 80",
        }),
      ),
      containerPortsCollide,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "initContainers:\n  - name: x\n    image: x:1\n    restartPolicy: Always\n    ports:\n      - containerPort: 80\n        hostPort: 81",
          container: "ports:\n  - containerPort: 80\n    hostPort: 80",
        }),
      ),
      containerPortsCollide,
    ),
  ).toEqual([
    'spec.template.spec.initContainers[0].ports[0].containerPort: container "db" of the same pod listens on 80/TCP too',
  ]);
});

it("takes a port that two containers list under one name for one that is listed twice", () => {
  const sidecar =
    "initContainers:\n  - name: x\n    image: x:1\n    restartPolicy: Always\n    ports:\n      - name: metrics\n        containerPort: 80";
  const manifest = (name: string): string =>
    documents(
      exampleService(),
      exampleSet({ pod: sidecar, container: `ports:\n  - name: ${name}\n    containerPort: 80` }),
    );
  const weightsOf = (name: string): readonly string[] =>
    weightsIn(manifest(name), containerPortsCollide).filter((weight) => weight.includes("of the same pod"));
  expect(weightsOf("metrics")).toEqual(['warning container "db" of the same pod lists 80/TCP too']);
  expect(weightsOf("web")).toEqual(['error container "db" of the same pod listens on 80/TCP too']);
});
