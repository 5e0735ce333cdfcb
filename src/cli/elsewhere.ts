const MANIFESTS_FIRST = "--dry-run=client -o yaml | stsctl apply -f -";
const ONE_CLUSTER = "there is one cluster, the one in the state file; name another with --state";
const NOTHING_LISTENS = "nothing listens inside a simulated pod; names answer with stsctl dns serve";
const WITHOUT_CLUSTER = "kubectl does that itself, without a cluster";
const TAINTS = `'{"spec":{"taints":[{"key":"KEY","value":"VALUE","effect":"NoSchedule"}]}}'`;

/** What to do in place of kubectl's commands that there are none of here. */
export const COMMANDS_ELSEWHERE: Readonly<Record<string, string>> = {
  attach: "commands inside a pod: stsctl exec POD -- COMMAND",
  auth: "everybody may do everything here",
  autoscale: "autoscalers have no effect here; a size: stsctl scale sts/NAME --replicas=N",
  certificate: "certificates have no effect here",
  "cluster-info": "what there is of a cluster: stsctl sim status",
  config: ONE_CLUSTER,
  cp: "files inside a pod: stsctl exec POD -- sh -c 'echo TEXT > FILE'",
  debug: "commands inside a pod: stsctl exec POD -- COMMAND",
  expose: "a Service for pods: stsctl create service clusterip NAME --tcp=PORT, then stsctl set selector",
  kustomize: "instead: kubectl kustomize FOLDER | stsctl apply -f -",
  logs: "containers are simulated and log nothing; why a pod waits: stsctl describe pod NAME",
  "port-forward": NOTHING_LISTENS,
  proxy: `${NOTHING_LISTENS}; what a path of the API answers: stsctl get --raw PATH`,
  run: `instead: kubectl run NAME --image=IMAGE ${MANIFESTS_FIRST}`,
  taint: `instead: stsctl patch node NAME -p ${TAINTS}`,
  top: "CPU and memory are not simulated; which pod is where: stsctl get pods -o wide",
};

/** The same for kubectl's flags, by their long and short names. */
export const FLAGS_ELSEWHERE: Readonly<Record<string, string>> = {
  "--as": "everybody may do everything here",
  "--cluster": ONE_CLUSTER,
  "--context": ONE_CLUSTER,
  "--interactive": "what would go: stsctl plan delete, or --dry-run=client",
  "--kubeconfig": ONE_CLUSTER,
  "--kustomize": "instead: kubectl kustomize FOLDER | stsctl … -f -",
  "--local": WITHOUT_CLUSTER,
  "--output-watch-events": "what happened is in stsctl timeline",
  "--server": ONE_CLUSTER,
  "--token": ONE_CLUSTER,
  "--user": ONE_CLUSTER,
  "-k": "instead: kubectl kustomize FOLDER | stsctl … -f -",
  "-s": ONE_CLUSTER,
};
