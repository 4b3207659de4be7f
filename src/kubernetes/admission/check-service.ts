import { Mapping } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import { checkLabels, isSet, mappingAt } from './check-metadata.ts';
import { checkPortNumber } from './check-pod.ts';
import { DNS_LABEL, DNS_SUBDOMAIN } from './known-forms.ts';
import type { Inspection } from './refusal.ts';

/** @see kubernetes pkg/apis/core/validation validateService, validateServicePort */
export function checkService(object: Mapping, inspection: Inspection): void {
  const spec = mappingAt(object, 'spec');
  if (spec === undefined) return;
  checkLabels(spec.get('selector'), ['spec', 'selector'], inspection);
  checkType(spec, inspection);
  const ports = itemsAt(spec, 'ports');
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) {
    if (!(port instanceof Mapping)) continue;
    const path = ['spec', 'ports', index];
    checkPortNumber(port, 'port', path, inspection);
    const node = port.get('name');
    const name = isSet(node) ? inspection.text(node) : '';
    if (name === '' && ports.length > 1)
      inspection.refuse([...path, 'name'], node ?? port, 'must be set, as there are several ports', 'Add one.');
    if (name !== undefined && name !== '' && node !== undefined) {
      if (!DNS_LABEL.isOne(name)) inspection.refuse([...path, 'name'], node, `must be ${DNS_LABEL.name}`);
      if (names.has(name))
        inspection.refuse([...path, 'name'], node, 'is that of a port before it', 'Rename one of them.');
      names.add(name);
    }
    const number = inspection.whole(port.get('port'));
    const protocol = isSet(port.get('protocol')) ? inspection.text(port.get('protocol')) : 'TCP';
    if (number === undefined || protocol === undefined) continue;
    if (numbers.has(`${protocol} ${number}`))
      inspection.refuse(
        [...path, 'port'],
        port.get('port') ?? port,
        'is that of a port before it',
        'Keep one of them.',
      );
    numbers.add(`${protocol} ${number}`);
  }
}

function checkType(spec: Mapping, inspection: Inspection): void {
  const written = spec.get('type');
  if (inspection.isOpaque(written)) return;
  const type = isSet(written) ? inspection.text(written) : 'ClusterIP';
  const address = spec.get('clusterIP');
  const isHeadless = inspection.text(address) === 'None';
  if (address !== undefined && isHeadless && (type === 'NodePort' || type === 'LoadBalancer'))
    inspection.refuse(['spec', 'clusterIP'], address, `must not be None, as the type is ${type}`);
  const ports = spec.get('ports');
  const mayBeHeadless = isHeadless || inspection.isOpaque(address) || isSet(spec.get('clusterIPs'));
  if (type !== 'ExternalName' && !mayBeHeadless && itemsAt(spec, 'ports').length === 0 && !inspection.isOpaque(ports))
    inspection.refuse(['spec', 'ports'], ports ?? spec, 'must have at least one item', 'Add a port.');
  if (type === 'ExternalName') checkExternalName(spec, inspection);
  const ranges = spec.get('loadBalancerSourceRanges');
  if (
    type !== 'LoadBalancer' &&
    type !== undefined &&
    ranges !== undefined &&
    itemsAt(spec, 'loadBalancerSourceRanges').length > 0
  )
    inspection.refuse(['spec', 'loadBalancerSourceRanges'], ranges, 'is for the type LoadBalancer alone', 'Remove it.');
}

function checkExternalName(spec: Mapping, inspection: Inspection): void {
  const node = nodeAt(spec, 'externalName');
  const name = isSet(node) ? inspection.text(node) : '';
  if (name === undefined) return;
  const path = ['spec', 'externalName'];
  if (name === '' || name === '.')
    inspection.refuse(path, node ?? spec, 'must be set, as the type is ExternalName', 'Add it.');
  else if (!DNS_SUBDOMAIN.isOne(name.replace(/\.$/, '')))
    inspection.refuse(path, node ?? spec, `must be ${DNS_SUBDOMAIN.name}`);
}
