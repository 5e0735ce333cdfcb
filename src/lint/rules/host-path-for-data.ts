import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { mostReplicasOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Particulars, Rule } from "../rule.ts";
import { mountsByVolume } from "../facts/volumes.ts";

/** What belongs to the node and is not a set's data. */
const OF_THE_NODE =
  /^\/(?:proc|sys|dev|run|boot|s?bin|lib(?:32|64)?|etc|var\/run|var\/log|usr\/(?:s?bin|lib(?:32|64|exec)?|src|share\/zoneinfo|local\/(?:s?bin|lib|nvidia|cuda))|opt\/(?:cni|nvidia)|var\/lib\/(?:kubelet|docker|containerd))(?:\/|$)|^\/$/;
/** Types of paths that are no directories. */
const NO_FOLDER = new Set(["File", "Socket", "CharDevice", "BlockDevice"]);
const SET = (path: string): string =>
  exampleSet({
    pod: `volumes:\n  - name: data\n    hostPath:\n      path: ${path}`,
    container: "volumeMounts:\n  - name: data\n    mountPath: /var/lib/postgresql",
  });

/** Whether one pod alone is made, and always for the same node: then the directory stays the same one. */
function isTiedToNode(set: StatefulSet, project: Project): boolean {
  const { nodeSelector, nodeName = "" } = set.spec.template.spec;
  const isTied = nodeName !== "" || nodeSelector?.["kubernetes.io/hostname"] !== undefined;
  return isTied && mostReplicasOf(project, set) < 2;
}

export const hostPathForData: Rule = {
  id: "host-path-for-data",
  code: "STS320",
  severity: "warning",
  summary: "Data lies on a claim, not in a directory of the node.",
  why: "On another node the pod finds another directory, and two replicas on one node write into the same one.",
  fix: "use a claim template, with local volumes if the disk is to be the node's",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
  passes: () => [
    documents(exampleService(), SET("/etc/localtime")),
    documents(exampleService(), SET("/usr/bin/docker")),
    documents(exampleService(), SET("/srv/db.sock\n      type: Socket")),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("/srv/db")),
      findings: [{ path: "spec.template.spec.volumes[0].hostPath", at: "31:13" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { volumes = [] } = set.spec.template.spec;
      if (!volumes.some((volume) => volume["hostPath"] !== undefined)) return;
      const mounts = mountsByVolume(templateOf(set));
      for (const [index, volume] of volumes.entries()) {
        const hostPath = volume["hostPath"] as { readonly path?: string; readonly type?: string } | undefined;
        const path = hostPath?.path ?? "";
        if (hostPath === undefined || OF_THE_NODE.test(path) || NO_FOLDER.has(hostPath.type ?? "")) continue;
        const writes = (mounts.get(volume.name) ?? []).some(({ mount }) => mount.readOnly !== true);
        if (!writes) continue;
        const place = ["spec", "template", "spec", "volumes", index, "hostPath"];
        const eased: Particulars = isTiedToNode(set, project) ? { severity: "info" } : {};
        report(place, `${path} is another directory on every node`, eased);
      }
    },
  },
};
