import type { GoStruct } from "../../validation/go-value.ts";
import { SECURITY_CONTEXT } from "./go-security.ts";
import { FIELD_REFERENCE, RESOURCE_REFERENCE } from "./go-volumes.ts";

/**
 * The internal structs behind a container, as errors print them.
 * @see pkg/apis/core/types.go (1.36)
 */
export const CONTAINER_PORT: GoStruct = [
  ["Name", "text"],
  ["HostPort", "number"],
  ["ContainerPort", "number"],
  ["Protocol", "text"],
  ["HostIP", "text", "hostIP"],
];

const KEY_SELECTOR: GoStruct = [
  ["Name", "text"],
  ["Key", "text"],
  ["Optional", "pointer"],
];

const ENV_VAR: GoStruct = [
  ["Name", "text"],
  ["Value", "text"],
  [
    "ValueFrom",
    {
      pointerTo: [
        ["FieldRef", { pointerTo: FIELD_REFERENCE }],
        ["ResourceFieldRef", { pointerTo: RESOURCE_REFERENCE }],
        ["ConfigMapKeyRef", { pointerTo: KEY_SELECTOR }],
        ["SecretKeyRef", { pointerTo: KEY_SELECTOR }],
        [
          "FileKeyRef",
          {
            pointerTo: [
              ["VolumeName", "text"],
              ["Path", "text"],
              ["Key", "text"],
              ["Optional", "pointer"],
            ],
          },
        ],
      ],
    },
  ],
];

const NAME_REFERENCE: GoStruct = [
  ["Name", "text"],
  ["Optional", "pointer"],
];

const ENV_FROM: GoStruct = [
  ["Prefix", "text"],
  ["ConfigMapRef", { pointerTo: NAME_REFERENCE }],
  ["SecretRef", { pointerTo: NAME_REFERENCE }],
];

export const RESOURCES: GoStruct = [
  ["Limits", "pointer"],
  ["Requests", "pointer"],
  [
    "Claims",
    {
      listOf: [
        ["Name", "text"],
        ["Request", "text"],
      ],
    },
  ],
];

const VOLUME_MOUNT: GoStruct = [
  ["Name", "text"],
  ["ReadOnly", "flag"],
  ["RecursiveReadOnly", "pointer"],
  ["MountPath", "text"],
  ["SubPath", "text"],
  ["MountPropagation", "pointer"],
  ["SubPathExpr", "text"],
];

const HTTP_GET: GoStruct = [
  ["Path", "text"],
  ["Port", "pointer"],
  ["Host", "text"],
  ["Scheme", "text"],
  [
    "HTTPHeaders",
    {
      listOf: [
        ["Name", "text"],
        ["Value", "text"],
      ],
    },
    "httpHeaders",
  ],
];

const EXEC: GoStruct = [["Command", "pointer"]];

const TCP_SOCKET: GoStruct = [
  ["Port", "pointer"],
  ["Host", "text"],
];

const PROBE: GoStruct = [
  ["Exec", { pointerTo: EXEC }],
  ["HTTPGet", { pointerTo: HTTP_GET }, "httpGet"],
  ["TCPSocket", { pointerTo: TCP_SOCKET }, "tcpSocket"],
  [
    "GRPC",
    {
      pointerTo: [
        ["Port", "number"],
        ["Service", "pointer"],
      ],
    },
    "grpc",
  ],
  ["InitialDelaySeconds", "number"],
  ["TimeoutSeconds", "number"],
  ["PeriodSeconds", "number"],
  ["SuccessThreshold", "number"],
  ["FailureThreshold", "number"],
  ["TerminationGracePeriodSeconds", "pointer"],
];

const LIFECYCLE_HANDLER: GoStruct = [
  ["Exec", { pointerTo: EXEC }],
  ["HTTPGet", { pointerTo: HTTP_GET }, "httpGet"],
  ["TCPSocket", { pointerTo: TCP_SOCKET }, "tcpSocket"],
  ["Sleep", { pointerTo: [["Seconds", "number"]] }],
];

const RESTART_RULE: GoStruct = [
  ["Action", "text"],
  [
    "ExitCodes",
    {
      pointerTo: [
        ["Operator", "text"],
        ["Values", "pointer"],
      ],
    },
  ],
];

export const CONTAINER: GoStruct = [
  ["Name", "text"],
  ["Image", "text"],
  ["Command", "pointer"],
  ["Args", "pointer"],
  ["WorkingDir", "text"],
  ["Ports", { listOf: CONTAINER_PORT }],
  ["EnvFrom", { listOf: ENV_FROM }],
  ["Env", { listOf: ENV_VAR }],
  ["Resources", { struct: RESOURCES }],
  [
    "ResizePolicy",
    {
      listOf: [
        ["ResourceName", "text"],
        ["RestartPolicy", "text"],
      ],
    },
  ],
  ["RestartPolicy", "pointer"],
  ["RestartPolicyRules", { listOf: RESTART_RULE }],
  ["VolumeMounts", { listOf: VOLUME_MOUNT }],
  [
    "VolumeDevices",
    {
      listOf: [
        ["Name", "text"],
        ["DevicePath", "text"],
      ],
    },
  ],
  ["LivenessProbe", { pointerTo: PROBE }],
  ["ReadinessProbe", { pointerTo: PROBE }],
  ["StartupProbe", { pointerTo: PROBE }],
  [
    "Lifecycle",
    {
      pointerTo: [
        ["PostStart", { pointerTo: LIFECYCLE_HANDLER }],
        ["PreStop", { pointerTo: LIFECYCLE_HANDLER }],
        ["StopSignal", "pointer"],
      ],
    },
  ],
  ["TerminationMessagePath", "text"],
  ["TerminationMessagePolicy", "text"],
  ["ImagePullPolicy", "text"],
  ["SecurityContext", { pointerTo: SECURITY_CONTEXT }],
  ["Stdin", "flag"],
  ["StdinOnce", "flag"],
  ["TTY", "flag", "tty"],
];
