import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import { billionths } from '../facts/quantity.ts';
import type { Step } from '../validation/violation.ts';
import { checkLabels, isSet, mappingAt } from './check-metadata.ts';
import { DNS_LABEL, PORT_NAME } from './known-forms.ts';
import type { Inspection } from './refusal.ts';

/** The kinds whose pods are checked with them, and how their pods end. StatefulSets leave it to their pods. */
const TEMPLATES: Readonly<Record<string, { readonly path: readonly string[]; readonly ends: boolean }>> = {
  'apps/DaemonSet': { path: ['spec', 'template'], ends: false },
  'apps/Deployment': { path: ['spec', 'template'], ends: false },
  'apps/ReplicaSet': { path: ['spec', 'template'], ends: false },
  'batch/CronJob': { path: ['spec', 'jobTemplate', 'spec', 'template'], ends: true },
  'batch/Job': { path: ['spec', 'template'], ends: true },
};

/**
 * Checks the pods that a workload makes.
 *
 * @param kind with its group
 * @see kubernetes pkg/apis/core/validation ValidatePodTemplateSpec, pkg/apis/{apps,batch}/validation
 */
export function checkPodTemplate(object: Mapping, kind: string, inspection: Inspection): void {
  const { path, ends } = TEMPLATES[kind] ?? {};
  const template = path && mappingAt(object, ...path);
  if (path === undefined || ends === undefined || template === undefined) return;
  checkLabels(mappingAt(template, 'metadata', 'labels'), [...path, 'metadata', 'labels'], inspection);
  const pod = mappingAt(template, 'spec');
  if (pod === undefined) return;
  const at = [...path, 'spec'];
  checkRestart(pod, at, ends, inspection);
  checkContainers(pod, at, inspection);
}

/** @see kubernetes pkg/apis/batch/validation validateJobSpec, ValidateJobTemplateSpec, where `Always` is the default */
function checkRestart(pod: Mapping, at: readonly Step[], ends: boolean, inspection: Inspection): void {
  const written = pod.get('restartPolicy');
  if (inspection.isOpaque(written)) return;
  const policy = isSet(written) ? inspection.text(written) : 'Always';
  if (policy === undefined || (policy !== 'Always') === ends) return;
  const node = written ?? pod;
  inspection.refuse([...at, 'restartPolicy'], node, ends ? 'must be OnFailure or Never in a Job' : 'must be Always');
}

function checkContainers(pod: Mapping, at: readonly Step[], inspection: Inspection): void {
  const volumes = new Set<string>();
  let areAllKnown = !inspection.isOpaque(pod.get('volumes'));
  for (const volume of itemsAt(pod, 'volumes')) {
    const name = volume instanceof Mapping ? inspection.text(volume.get('name')) : undefined;
    if (name === undefined) areAllKnown = false;
    else volumes.add(name);
  }
  const names = new Set<string>();
  for (const field of ['initContainers', 'containers']) {
    for (const [index, container] of itemsAt(pod, field).entries()) {
      if (!(container instanceof Mapping)) continue;
      const name = inspection.text(container.get('name'));
      const path = [...at, field, name === undefined ? index : { key: 'name', value: name }];
      checkName(container, name, names, path, inspection);
      checkPorts(container, path, inspection);
      checkResources(container, path, inspection);
      checkEnv(container, path, inspection);
      checkMounts(container, areAllKnown ? volumes : undefined, path, inspection);
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
        checkProbe(container, probe, path, inspection);
    }
  }
}

/** @see kubernetes pkg/apis/core/validation validateContainerCommon, validateInitContainers */
function checkName(
  container: Mapping,
  name: string | undefined,
  names: Set<string>,
  path: readonly Step[],
  inspection: Inspection,
) {
  const node = container.get('name');
  if (node === undefined || name === undefined) return;
  if (!DNS_LABEL.isOne(name)) inspection.refuse([...path, 'name'], node, `must be ${DNS_LABEL.name}`);
  if (names.has(name))
    inspection.refuse([...path, 'name'], node, 'is that of another container of the pod', 'Rename one of them.');
  names.add(name);
}

/** @see kubernetes pkg/apis/core/validation validateContainerPorts */
function checkPorts(container: Mapping, path: readonly Step[], inspection: Inspection): void {
  const names = new Set<string>();
  for (const [index, port] of itemsAt(container, 'ports').entries()) {
    if (!(port instanceof Mapping)) continue;
    checkPortNumber(port, 'containerPort', [...path, 'ports', index], inspection);
    const node = port.get('name');
    const name = inspection.text(node);
    if (node === undefined || name === undefined || name === '') continue;
    const at = [...path, 'ports', index, 'name'];
    if (!PORT_NAME.isOne(name)) inspection.refuse(at, node, `must be ${PORT_NAME.name}`);
    if (names.has(name)) inspection.refuse(at, node, 'is that of a port before it', 'Rename one of them.');
    names.add(name);
  }
}

/** @see apimachinery pkg/util/validation IsValidPortNum */
export function checkPortNumber(port: Mapping, field: string, path: readonly Step[], inspection: Inspection): void {
  const node = port.get(field);
  const number = inspection.whole(node);
  if (node === undefined || number === undefined || (number >= 1 && number <= 65_535)) return;
  inspection.refuse([...path, field], node, 'must be between 1 and 65535');
}

/** @see kubernetes pkg/apis/core/validation validateResourceRequirements */
function checkResources(container: Mapping, path: readonly Step[], inspection: Inspection): void {
  const requests = mappingAt(container, 'resources', 'requests');
  const limits = mappingAt(container, 'resources', 'limits');
  for (const [name, request] of requests?.entries ?? []) {
    const limit = limits?.get(name);
    const [asked, most] = [request, limit].map((node) => amountOf(node, inspection));
    if (asked === undefined || most === undefined || asked <= most) continue;
    inspection.refuse(
      [...path, 'resources', 'requests', name],
      request,
      `must not be above the limit of ${name}`,
      'Lower it, or raise the limit.',
    );
  }
}

function amountOf(node: Node | undefined, inspection: Inspection): bigint | undefined {
  return node instanceof Scalar && !inspection.isOpaque(node) ? billionths(node.text) : undefined;
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** Any printable name is taken by newer releases. @see kubernetes pkg/apis/core/validation ValidateEnv, validateEnvVarValueFrom */
function checkEnv(container: Mapping, path: readonly Step[], inspection: Inspection): void {
  for (const [index, variable] of itemsAt(container, 'env').entries()) {
    if (!(variable instanceof Mapping)) continue;
    const nameNode = variable.get('name');
    const name = inspection.text(nameNode);
    const at = [...path, 'env', name === undefined || name === '' ? index : { key: 'name', value: name }];
    if (nameNode !== undefined && name?.includes('='))
      inspection.refuse([...at, 'name'], nameNode, 'must not contain "="');
    const value = inspection.text(variable.get('value'));
    const from = variable.get('valueFrom');
    if (!(from instanceof Mapping) || from.entries.size === 0) continue;
    if (value !== undefined && value !== '')
      inspection.refuse([...at, 'valueFrom'], from, 'must not stand beside value', 'Keep one of them.');
    const sources = SOURCES.filter((source) => isSet(from.get(source)));
    if (sources.length > 1) inspection.refuse([...at, 'valueFrom'], from, 'must name one source', 'Keep one of them.');
  }
}

/** @see kubernetes pkg/apis/core/validation ValidateVolumeMounts */
function checkMounts(
  container: Mapping,
  volumes: ReadonlySet<string> | undefined,
  path: readonly Step[],
  inspection: Inspection,
): void {
  const taken = new Set<string>();
  for (const [index, mount] of itemsAt(container, 'volumeMounts').entries()) {
    if (!(mount instanceof Mapping)) continue;
    const at = [...path, 'volumeMounts', index];
    const [nameNode, pathNode] = [mount.get('name'), mount.get('mountPath')];
    const [name, mountPath] = [inspection.text(nameNode), inspection.text(pathNode)];
    if (nameNode !== undefined && name !== undefined && volumes?.has(name) === false)
      inspection.refuse(
        [...at, 'name'],
        nameNode,
        'is not the name of a volume of the pod',
        'Add the volume, or correct the name.',
      );
    if (pathNode === undefined || mountPath === undefined) continue;
    if (taken.has(mountPath))
      inspection.refuse([...at, 'mountPath'], pathNode, 'is that of a mount before it', 'Mount one of them elsewhere.');
    taken.add(mountPath);
  }
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** @see kubernetes pkg/apis/core/validation validateProbe, validateHandler, validateLivenessProbe */
function checkProbe(container: Mapping, field: string, path: readonly Step[], inspection: Inspection): void {
  const probe = mappingAt(container, field);
  if (probe === undefined) return;
  const at = [...path, field];
  const handlers = HANDLERS.filter((each) => isSet(probe.get(each)));
  if (handlers.length !== 1)
    inspection.refuse(
      at,
      probe,
      `must have one of ${HANDLERS.join(', ')}${handlers.length > 1 ? ', and no more' : ''}`,
    );
  const threshold = probe.get('successThreshold');
  const times = inspection.whole(threshold);
  if (field !== 'readinessProbe' && threshold !== undefined && times !== undefined && times > 1)
    inspection.refuse([...at, 'successThreshold'], threshold, 'must be 1');
}
