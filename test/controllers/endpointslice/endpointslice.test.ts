import { describe, expect, it } from "vitest";
import { headlessService, pod, workload } from "../manifests.ts";
import { rehearse, type Rehearsal } from "../rehearsal.ts";

function slices(rehearsal: Rehearsal) {
  return rehearsal
    .list("EndpointSlice")
    .filter((slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === "web");
}

const letter = (value: boolean | undefined): string => (value === true ? "t" : "f");

function endpoints(rehearsal: Rehearsal) {
  const all = slices(rehearsal).flatMap((slice) => slice.endpoints);
  return all.map(({ targetRef, hostname, conditions = {} }) => {
    const state = [conditions.ready, conditions.serving, conditions.terminating].map(letter).join("/");
    return `${targetRef?.name ?? ""} ${hostname ?? "-"} ${state}`;
  });
}

function withPods(service: string): Rehearsal {
  const rehearsal = rehearse();
  rehearsal.create(service);
  rehearsal.create(workload("StatefulSet", "web", "serviceName: web\nreplicas: 2"));
  rehearsal.settle();
  return rehearsal;
}

describe("the slices of a Service", () => {
  it("list its pods with hostname, node, target and port", () => {
    const rehearsal = withPods(headlessService("web"));
    const [slice] = slices(rehearsal);
    expect(slice?.metadata).toMatchObject({
      name: expect.stringMatching(/^web-[a-z0-9]{5}$/),
      labels: {
        "kubernetes.io/service-name": "web",
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "service.kubernetes.io/headless": "",
      },
      ownerReferences: [{ kind: "Service", name: "web", controller: true }],
    });
    expect(slice?.ports).toEqual([{ name: "http", port: 80, protocol: "TCP" }]);
    expect(slice?.endpoints[0]).toMatchObject({
      addresses: ["10.244.0.10"],
      hostname: "web-0",
      nodeName: "node-1",
      targetRef: { kind: "Pod", name: "web-0", namespace: "default" },
    });
  });

  it.each([
    ["a plain Service", "", "web-1 web-1 f/f/f", "web-1 web-1 f/t/t"],
    [
      "one that publishes what is not ready",
      "publishNotReadyAddresses: true",
      "web-1 web-1 t/f/f",
      "web-1 web-1 t/t/t",
    ],
  ])("of %s say what becomes of a pod", (_, more, unready, terminating) => {
    const rehearsal = withPods(headlessService("web", "web", more));
    const well = "web-0 web-0 t/t/f";
    expect(endpoints(rehearsal)).toEqual([well, "web-1 web-1 t/t/f"]);
    rehearsal.fail("pod/web-1", "not-ready");
    rehearsal.settle();
    expect(endpoints(rehearsal)).toEqual([well, unready]);
    rehearsal.fail("pod/web-1", "stuck-terminating");
    rehearsal.settle();
    rehearsal.remove("Pod", "web-1");
    rehearsal.settle();
    expect(endpoints(rehearsal)).toEqual([well, terminating]);
    rehearsal.recover("pod/web-1");
    rehearsal.patch("StatefulSet", "web", { spec: { replicas: 1 } });
    rehearsal.settle();
    expect(endpoints(rehearsal)).toEqual([well]);
  });

  it("follow the Service's selector and ports", () => {
    const rehearsal = withPods(headlessService("web", "other"));
    expect(slices(rehearsal).map((slice) => slice.endpoints)).toEqual([[]]);
    rehearsal.patch("Service", "web", { spec: { selector: { app: "web" } } });
    rehearsal.settle();
    expect(endpoints(rehearsal)).toHaveLength(2);
    rehearsal.patch("Service", "web", { spec: { ports: [{ name: "http", port: 80, targetPort: "nowhere" }] } });
    rehearsal.settle();
    expect(slices(rehearsal).map((slice) => slice.ports)).toEqual([[]]);
    rehearsal.patch("Service", "web", { spec: { ports: [{ name: "web", port: 8080, targetPort: "http" }] } });
    rehearsal.settle();
    expect(slices(rehearsal).map((slice) => slice.ports)).toEqual([[{ name: "web", port: 80, protocol: "TCP" }]]);
    rehearsal.remove("Service", "web");
    rehearsal.settle();
    expect(slices(rehearsal)).toEqual([]);
  });

  it("order several ports by their hash, as the API server's own controller does", () => {
    const rehearsal = rehearse();
    rehearsal.create(pod("a", { container: ", ports: [{containerPort: 8080, name: web}]" }));
    rehearsal.create(headlessService("web"));
    const ports = [
      { name: "http", port: 80, targetPort: "web" },
      { name: "admin", port: 9000, targetPort: 9901 },
      { name: "dns", port: 53, protocol: "UDP" },
    ];
    rehearsal.patch("Service", "web", { spec: { ports } });
    rehearsal.settle();
    expect(slices(rehearsal)[0]?.ports?.map((port) => port.name)).toEqual(["http", "dns", "admin"]);
  });

  it("hold a hundred pods each, and lose those that empty", () => {
    const rehearsal = rehearse();
    rehearsal.create(headlessService("web"));
    rehearsal.create(workload("StatefulSet", "web", "serviceName: web\nreplicas: 230\npodManagementPolicy: Parallel"));
    rehearsal.settle();
    const sizes = () =>
      slices(rehearsal)
        .map((slice) => slice.endpoints.length)
        .sort((a, b) => b - a);
    expect(sizes()).toEqual([100, 100, 30]);
    rehearsal.patch("StatefulSet", "web", { spec: { replicas: 100 } });
    rehearsal.settle();
    expect(sizes().reduce((sum, size) => sum + size, 0)).toBe(100);
    rehearsal.patch("StatefulSet", "web", { spec: { replicas: 0 } });
    rehearsal.settle();
    expect(sizes()).toEqual([0]);
  });

  it("are put right when somebody takes one away", () => {
    const rehearsal = withPods(headlessService("web"));
    rehearsal.remove("EndpointSlice", slices(rehearsal)[0]?.metadata.name ?? "");
    rehearsal.settle();
    expect(endpoints(rehearsal)).toHaveLength(2);
  });

  it("are nobody's business where there is no selector", () => {
    const rehearsal = rehearse();
    rehearsal.create(
      "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None, ports: [{port: 80}]}}",
    );
    rehearsal.settle();
    expect(slices(rehearsal)).toEqual([]);
  });
});
