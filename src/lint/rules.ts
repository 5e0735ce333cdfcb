import type { Rule } from "./rule.ts";
import { accessModeUnsupported } from "./rules/access-mode-unsupported.ts";
import { advertisedAddressShared } from "./rules/advertised-address-shared.ts";
import { affinityMissesSelf } from "./rules/affinity-misses-self.ts";
import { affinityUnsatisfiable } from "./rules/affinity-unsatisfiable.ts";
import { autoscalerTargetMissing } from "./rules/autoscaler-target-missing.ts";
import { autoscalerWithoutRequests } from "./rules/autoscaler-without-requests.ts";
import { autoscalersShareTarget } from "./rules/autoscalers-share-target.ts";
import { bindingSubjectMissing } from "./rules/binding-subject-missing.ts";
import { bootstrapDeadlock } from "./rules/bootstrap-deadlock.ts";
import { budgetAllowsAll } from "./rules/budget-allows-all.ts";
import { budgetBreaksQuorum } from "./rules/budget-breaks-quorum.ts";
import { budgetForbidsEvictions } from "./rules/budget-forbids-evictions.ts";
import { budgetForbidsEvictionsWhenScaled } from "./rules/budget-forbids-evictions-when-scaled.ts";
import { budgetMissing } from "./rules/budget-missing.ts";
import { budgetSelectsEverything } from "./rules/budget-selects-everything.ts";
import { budgetSelectsNothing } from "./rules/budget-selects-nothing.ts";
import { budgetsOverlap } from "./rules/budgets-overlap.ts";
import { claimDiffersFromTemplate } from "./rules/claim-differs-from-template.ts";
import { claimNameCollision } from "./rules/claim-name-collision.ts";
import { claimNeverUsed } from "./rules/claim-never-used.ts";
import { claimOfOneNodeShared } from "./rules/claim-of-one-node-shared.ts";
import { claimTemplateDuplicate } from "./rules/claim-template-duplicate.ts";
import { claimTemplateFieldIgnored } from "./rules/claim-template-field-ignored.ts";
import { claimTemplateMetadataInvalid } from "./rules/claim-template-metadata-invalid.ts";
import { claimTemplateNamesVolume } from "./rules/claim-template-names-volume.ts";
import { claimTemplateReadOnly } from "./rules/claim-template-read-only.ts";
import { claimTemplateShadowsVolume } from "./rules/claim-template-shadows-volume.ts";
import { claimTemplateSharedAccess } from "./rules/claim-template-shared-access.ts";
import { claimTemplateUnused } from "./rules/claim-template-unused.ts";
import { clusterIpClash } from "./rules/cluster-ip-clash.ts";
import { configKeyMissing } from "./rules/config-key-missing.ts";
import { configMapMissing } from "./rules/config-map-missing.ts";
import { containerPortsCollide } from "./rules/container-ports-collide.ts";
import { cpuQuantitySuspicious } from "./rules/cpu-quantity-suspicious.ts";
import { emptyDirForData } from "./rules/empty-dir-for-data.ts";
import { envReferenceUnresolved } from "./rules/env-reference-unresolved.ts";
import { evenMembers } from "./rules/even-members.ts";
import { externalNameUnusable } from "./rules/external-name-unusable.ts";
import { externalNameWithSelector } from "./rules/external-name-with-selector.ts";
import { fieldOfOtherMap } from "./rules/field-of-other-map.ts";
import { fileOwnerMissing } from "./rules/file-owner-missing.ts";
import { fqdnTooLong } from "./rules/fqdn-too-long.ts";
import { governingServiceExternalName } from "./rules/governing-service-external-name.ts";
import { governingServiceMissing } from "./rules/governing-service-missing.ts";
import { governingServiceNotHeadless } from "./rules/governing-service-not-headless.ts";
import { governingServiceSelectsOtherPods } from "./rules/governing-service-selects-other-pods.ts";
import { governingServiceShared } from "./rules/governing-service-shared.ts";
import { governingServiceWithoutSelector } from "./rules/governing-service-without-selector.ts";
import { gracePeriodZero } from "./rules/grace-period-zero.ts";
import { heapFillsLimit } from "./rules/heap-fills-limit.ts";
import { headlessPortRemapped } from "./rules/headless-port-remapped.ts";
import { headlessWithoutPorts } from "./rules/headless-without-ports.ts";
import { hookLongerThanGrace } from "./rules/hook-longer-than-grace.ts";
import { hostNetworkDns } from "./rules/host-network-dns.ts";
import { hostPathForData } from "./rules/host-path-for-data.ts";
import { hostPortTaken } from "./rules/host-port-taken.ts";
import { hostnameOverrideShared } from "./rules/hostname-override-shared.ts";
import { identityInManifest } from "./rules/identity-in-manifest.ts";
import { imageInvalid } from "./rules/image-invalid.ts";
import { imageVolumeNotMounted } from "./rules/image-volume-not-mounted.ts";
import { imageMutable } from "./rules/image-mutable.ts";
import { ingressBackendMissing } from "./rules/ingress-backend-missing.ts";
import { initNeverEnds } from "./rules/init-never-ends.ts";
import { initWaitsForOwnSet } from "./rules/init-waits-for-own-set.ts";
import { limitRangeRefusesPods } from "./rules/limit-range-refuses-pods.ts";
import { livenessBeforeStart } from "./rules/liveness-before-start.ts";
import { livenessEqualsReadiness } from "./rules/liveness-equals-readiness.ts";
import { maxUnavailableIgnored } from "./rules/max-unavailable-ignored.ts";
import { memberListIncomplete } from "./rules/member-list-incomplete.ts";
import { memoryQuantitySuspicious } from "./rules/memory-quantity-suspicious.ts";
import { memoryVolumeAboveLimit } from "./rules/memory-volume-above-limit.ts";
import { minReadyWithoutProbe } from "./rules/min-ready-without-probe.ts";
import { moreReplicasThanNodes } from "./rules/more-replicas-than-nodes.ts";
import { mountPathRelative } from "./rules/mount-path-relative.ts";
import { mountedKeyMissing } from "./rules/mounted-key-missing.ts";
import { nameLeadingDigit } from "./rules/name-leading-digit.ts";
import { nameTooLong } from "./rules/name-too-long.ts";
import { namespaceAfterItsObjects } from "./rules/namespace-after-its-objects.ts";
import { namespaceMissing } from "./rules/namespace-missing.ts";
import { networkPolicyBlocksDns } from "./rules/network-policy-blocks-dns.ts";
import { networkPolicyPartsPeers } from "./rules/network-policy-parts-peers.ts";
import { networkPolicyPeerUnknown } from "./rules/network-policy-peer-unknown.ts";
import { networkPolicyPortUnknown } from "./rules/network-policy-port-unknown.ts";
import { networkPolicySelectsNothing } from "./rules/network-policy-selects-nothing.ts";
import { noPersistentVolume } from "./rules/no-persistent-volume.ts";
import { noRevisionHistory } from "./rules/no-revision-history.ts";
import { nodeNameFixed } from "./rules/node-name-fixed.ts";
import { nodePortClash } from "./rules/node-port-clash.ts";
import { nodePortOutOfRange } from "./rules/node-port-out-of-range.ts";
import { notReadyToClients } from "./rules/not-ready-to-clients.ts";
import { notSpread } from "./rules/not-spread.ts";
import { onDeleteStrategy } from "./rules/on-delete-strategy.ts";
import { onePodPerNode } from "./rules/one-pod-per-node.ts";
import { parallelUpdatesInOrder } from "./rules/parallel-updates-in-order.ts";
import { parallelWithOrder } from "./rules/parallel-with-order.ts";
import { partitionBlocksRollout } from "./rules/partition-blocks-rollout.ts";
import { partitionLeft } from "./rules/partition-left.ts";
import { partitionWithOrdinalsStart } from "./rules/partition-with-ordinals-start.ts";
import { peerAddressUnknown } from "./rules/peer-address-unknown.ts";
import { peerOrdinalOutOfRange } from "./rules/peer-ordinal-out-of-range.ts";
import { peersNotPublished } from "./rules/peers-not-published.ts";
import { podNameCollision } from "./rules/pod-name-collision.ts";
import { podSecurityViolated } from "./rules/pod-security-violated.ts";
import { priorityClassMissing } from "./rules/priority-class-missing.ts";
import { probeAsksNode } from "./rules/probe-asks-node.ts";
import { probePortUnknown } from "./rules/probe-port-unknown.ts";
import { probeTimeoutShort } from "./rules/probe-timeout-short.ts";
import { probeTimeoutOverPeriod } from "./rules/probe-timeout-over-period.ts";
import { probeVariableIgnored } from "./rules/probe-variable-ignored.ts";
import { pullSecretUnusable } from "./rules/pull-secret-unusable.ts";
import { quotaRefusesPods } from "./rules/quota-refuses-pods.ts";
import { quotaTooSmall } from "./rules/quota-too-small.ts";
import { readinessGate } from "./rules/readiness-gate.ts";
import { readinessProbeMissing } from "./rules/readiness-probe-missing.ts";
import { replicasWithAutoscaler } from "./rules/replicas-with-autoscaler.ts";
import { requestsExceedNodes } from "./rules/requests-exceed-nodes.ts";
import { requestsMissing } from "./rules/requests-missing.ts";
import { retentionDeletesOnDelete } from "./rules/retention-deletes-on-delete.ts";
import { retentionDeletesOnScale } from "./rules/retention-deletes-on-scale.ts";
import { roleMissing } from "./rules/role-missing.ts";
import { rootRefused } from "./rules/root-refused.ts";
import { runtimeClassMissing } from "./rules/runtime-class-missing.ts";
import { schedulingGate } from "./rules/scheduling-gate.ts";
import { secretInVariable } from "./rules/secret-in-variable.ts";
import { secretMissing } from "./rules/secret-missing.ts";
import { selectorUsesManagedLabel } from "./rules/selector-uses-managed-label.ts";
import { selectorUsesVersionLabel } from "./rules/selector-uses-version-label.ts";
import { selectorsOverlap } from "./rules/selectors-overlap.ts";
import { serverFieldsInManifest } from "./rules/server-fields-in-manifest.ts";
import { serviceAccountMissing } from "./rules/service-account-missing.ts";
import { serviceEnvCollision } from "./rules/service-env-collision.ts";
import { serviceNameLeadingDigit } from "./rules/service-name-leading-digit.ts";
import { serviceNameLeftOut } from "./rules/service-name-left-out.ts";
import { serviceOrdinalOutOfRange } from "./rules/service-ordinal-out-of-range.ts";
import { servicePortOfTwoProtocols } from "./rules/service-port-of-two-protocols.ts";
import { servicePortUnknown } from "./rules/service-port-unknown.ts";
import { serviceSelectsByLaterLabel } from "./rules/service-selects-by-later-label.ts";
import { serviceSelectsNothing } from "./rules/service-selects-nothing.ts";
import { serviceSelectsSeveralWorkloads } from "./rules/service-selects-several-workloads.ts";
import { sharedClaimOfOnePod } from "./rules/shared-claim-of-one-pod.ts";
import { shellArgumentsLost } from "./rules/shell-arguments-lost.ts";
import { srvNameUnknown } from "./rules/srv-name-unknown.ts";
import { stopSignalIgnored } from "./rules/stop-signal-ignored.ts";
import { storageClassAnnotation } from "./rules/storage-class-annotation.ts";
import { storageClassEmpty } from "./rules/storage-class-empty.ts";
import { storageClassMissing } from "./rules/storage-class-missing.ts";
import { storageClassUnset } from "./rules/storage-class-unset.ts";
import { storageRequestTiny } from "./rules/storage-request-tiny.ts";
import { subdomainWithoutService } from "./rules/subdomain-without-service.ts";
import { podsRefused } from "./rules/pods-refused.ts";
import { sysctlUnsafe } from "./rules/sysctl-unsafe.ts";
import { variableLeftToProgram } from "./rules/variable-left-to-program.ts";
import { dataInContainer } from "./rules/data-in-container.ts";
import { dataFolderShared } from "./rules/data-folder-shared.ts";
import { databaseAtVolumeRoot } from "./rules/database-at-volume-root.ts";
import { targetPortUndeclared } from "./rules/target-port-undeclared.ts";
import { targetPortUnknown } from "./rules/target-port-unknown.ts";
import { templateFieldIgnored } from "./rules/template-field-ignored.ts";
import { templateFinalizer } from "./rules/template-finalizer.ts";
import { templateSetsManagedLabel } from "./rules/template-sets-managed-label.ts";
import { tokenNotMounted } from "./rules/token-not-mounted.ts";
import { tolerateUnreadyAnnotation } from "./rules/tolerate-unready-annotation.ts";
import { topologyKeyUnknown } from "./rules/topology-key-unknown.ts";
import { updateNeedsFreeNode } from "./rules/update-needs-free-node.ts";
import { volumeClaimMissing } from "./rules/volume-claim-missing.ts";
import { volumeKeptForNobody } from "./rules/volume-kept-for-nobody.ts";
import { volumeModeMismatch } from "./rules/volume-mode-mismatch.ts";
import { volumeUnfitForClaim } from "./rules/volume-unfit-for-claim.ts";
import { volumesTooFew } from "./rules/volumes-too-few.ts";

/** All rules, in the order of their codes. */
export const RULES: readonly Rule[] = [
  governingServiceMissing,
  governingServiceNotHeadless,
  governingServiceExternalName,
  governingServiceWithoutSelector,
  governingServiceSelectsOtherPods,
  governingServiceShared,
  serviceSelectsSeveralWorkloads,
  serviceNameLeftOut,
  targetPortUnknown,
  targetPortUndeclared,
  headlessPortRemapped,
  headlessWithoutPorts,
  servicePortOfTwoProtocols,
  notReadyToClients,
  bootstrapDeadlock,
  peersNotPublished,
  peerAddressUnknown,
  peerOrdinalOutOfRange,
  serviceOrdinalOutOfRange,
  hostNetworkDns,
  externalNameUnusable,
  externalNameWithSelector,
  nodePortClash,
  clusterIpClash,
  serviceSelectsNothing,
  serviceSelectsByLaterLabel,
  serviceNameLeadingDigit,
  srvNameUnknown,
  subdomainWithoutService,
  tolerateUnreadyAnnotation,
  ingressBackendMissing,
  networkPolicySelectsNothing,
  networkPolicyBlocksDns,
  servicePortUnknown,
  networkPolicyPartsPeers,
  nodePortOutOfRange,
  memberListIncomplete,
  networkPolicyPortUnknown,
  networkPolicyPeerUnknown,
  advertisedAddressShared,
  nameTooLong,
  fqdnTooLong,
  podNameCollision,
  claimNameCollision,
  selectorsOverlap,
  selectorUsesManagedLabel,
  templateSetsManagedLabel,
  selectorUsesVersionLabel,
  templateFieldIgnored,
  hostnameOverrideShared,
  namespaceMissing,
  namespaceAfterItsObjects,
  nameLeadingDigit,
  templateFinalizer,
  claimTemplateUnused,
  claimTemplateDuplicate,
  claimTemplateShadowsVolume,
  claimTemplateMetadataInvalid,
  volumeModeMismatch,
  claimTemplateReadOnly,
  storageClassMissing,
  storageClassUnset,
  storageClassEmpty,
  storageRequestTiny,
  claimTemplateSharedAccess,
  sharedClaimOfOnePod,
  volumeClaimMissing,
  claimNeverUsed,
  claimDiffersFromTemplate,
  retentionDeletesOnScale,
  retentionDeletesOnDelete,
  emptyDirForData,
  noPersistentVolume,
  hostPathForData,
  memoryVolumeAboveLimit,
  claimTemplateFieldIgnored,
  mountPathRelative,
  storageClassAnnotation,
  claimTemplateNamesVolume,
  volumesTooFew,
  volumeKeptForNobody,
  volumeUnfitForClaim,
  accessModeUnsupported,
  claimOfOneNodeShared,
  databaseAtVolumeRoot,
  dataFolderShared,
  imageVolumeNotMounted,
  dataInContainer,
  configMapMissing,
  secretMissing,
  configKeyMissing,
  mountedKeyMissing,
  serviceAccountMissing,
  imageMutable,
  imageInvalid,
  requestsMissing,
  cpuQuantitySuspicious,
  memoryQuantitySuspicious,
  readinessProbeMissing,
  probePortUnknown,
  livenessEqualsReadiness,
  livenessBeforeStart,
  probeTimeoutOverPeriod,
  gracePeriodZero,
  hookLongerThanGrace,
  containerPortsCollide,
  envReferenceUnresolved,
  serviceEnvCollision,
  schedulingGate,
  readinessGate,
  affinityMissesSelf,
  topologyKeyUnknown,
  affinityUnsatisfiable,
  moreReplicasThanNodes,
  onePodPerNode,
  notSpread,
  fileOwnerMissing,
  secretInVariable,
  parallelWithOrder,
  initWaitsForOwnSet,
  nodeNameFixed,
  stopSignalIgnored,
  priorityClassMissing,
  runtimeClassMissing,
  requestsExceedNodes,
  hostPortTaken,
  rootRefused,
  initNeverEnds,
  probeVariableIgnored,
  pullSecretUnusable,
  podSecurityViolated,
  tokenNotMounted,
  quotaRefusesPods,
  quotaTooSmall,
  limitRangeRefusesPods,
  shellArgumentsLost,
  probeAsksNode,
  sysctlUnsafe,
  variableLeftToProgram,
  heapFillsLimit,
  podsRefused,
  probeTimeoutShort,
  fieldOfOtherMap,
  partitionBlocksRollout,
  partitionLeft,
  maxUnavailableIgnored,
  onDeleteStrategy,
  noRevisionHistory,
  replicasWithAutoscaler,
  autoscalerTargetMissing,
  autoscalerWithoutRequests,
  autoscalersShareTarget,
  minReadyWithoutProbe,
  partitionWithOrdinalsStart,
  evenMembers,
  parallelUpdatesInOrder,
  updateNeedsFreeNode,
  budgetForbidsEvictions,
  budgetForbidsEvictionsWhenScaled,
  budgetSelectsNothing,
  budgetsOverlap,
  budgetMissing,
  budgetAllowsAll,
  budgetSelectsEverything,
  budgetBreaksQuorum,
  identityInManifest,
  serverFieldsInManifest,
  bindingSubjectMissing,
  roleMissing,
];
