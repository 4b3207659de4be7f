import { Mapping } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import type { Step } from '../validation/violation.ts';
import { isSet, mappingAt } from './check-metadata.ts';
import { checkPortNumber } from './check-pod.ts';
import { DNS_LABEL, DNS_SUBDOMAIN, isWildcardSubdomain, PORT_NAME } from './known-forms.ts';
import type { Inspection } from './refusal.ts';

/** @see kubernetes pkg/apis/networking/validation ValidateIngressSpec */
export function checkIngress(object: Mapping, inspection: Inspection): void {
  const spec = mappingAt(object, 'spec');
  if (spec === undefined) return;
  const fallback = mappingAt(spec, 'defaultBackend');
  const rules = itemsAt(spec, 'rules');
  if (rules.length === 0 && !isSet(spec.get('defaultBackend')) && !inspection.isOpaque(spec.get('rules')))
    inspection.refuse(
      ['spec', 'rules'],
      spec.get('rules') ?? spec,
      'must have an item, or there must be a defaultBackend',
      'Add one of them.',
    );
  if (fallback !== undefined) checkBackend(fallback, ['spec', 'defaultBackend'], inspection);
  for (const [index, rule] of rules.entries()) {
    if (!(rule instanceof Mapping)) continue;
    checkHost(rule, ['spec', 'rules', index], inspection);
    for (const [at, path] of itemsAt(rule, 'http', 'paths').entries()) {
      if (path instanceof Mapping) checkPath(path, ['spec', 'rules', index, 'http', 'paths', at], inspection);
    }
  }
}

/** @see kubernetes pkg/apis/networking/validation validateIngressRules */
function checkHost(rule: Mapping, path: readonly Step[], inspection: Inspection): void {
  const node = rule.get('host');
  const host = inspection.text(node);
  if (node === undefined || host === undefined || host === '') return;
  const isName = host.includes('*') ? isWildcardSubdomain(host) : DNS_SUBDOMAIN.isOne(host);
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) < 256);
  if (!isName || isAddress)
    inspection.refuse([...path, 'host'], node, 'must be a name in DNS, of which "*" may be the whole first part');
}

const SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const ENDS = ['/..', '/.'];

/** @see kubernetes pkg/apis/networking/validation validateHTTPIngressPath */
function checkPath(path: Mapping, at: readonly Step[], inspection: Inspection): void {
  const type = inspection.text(path.get('pathType'));
  const written = path.get('path');
  const text = isSet(written) ? inspection.text(written) : '';
  const node = written ?? path;
  const isStrict = type === 'Exact' || type === 'Prefix';
  if (text !== undefined && (isStrict || type === 'ImplementationSpecific')) {
    const mayBeAbsent = !isStrict && text === '';
    if (!text.startsWith('/') && !mayBeAbsent) inspection.refuse([...at, 'path'], node, 'must begin with "/"');
    const wrong = [...SEQUENCES.filter((each) => text.includes(each)), ...ENDS.filter((each) => text.endsWith(each))];
    if (isStrict && wrong.length > 0) inspection.refuse([...at, 'path'], node, `must not contain "${wrong[0]}"`);
  }
  const backend = mappingAt(path, 'backend');
  if (backend !== undefined) checkBackend(backend, [...at, 'backend'], inspection);
}

/** @see kubernetes pkg/apis/networking/validation validateIngressBackend */
function checkBackend(backend: Mapping, path: readonly Step[], inspection: Inspection): void {
  const service = mappingAt(backend, 'service');
  if (isSet(backend.get('resource')) === (service !== undefined)) {
    if (!inspection.isOpaque(backend.get('service')))
      inspection.refuse(path, backend, 'must have either a service or a resource');
    return;
  }
  if (service === undefined) return;
  const name = service.get('name');
  const text = inspection.text(name);
  if (name !== undefined && text !== undefined && !DNS_LABEL.isOne(text))
    inspection.refuse([...path, 'service', 'name'], name, `must be ${DNS_LABEL.name}`);
  const port = mappingAt(service, 'port');
  const at = [...path, 'service', 'port'];
  const number = port?.get('number');
  const portName = port?.get('name');
  const hasName = isSet(portName) && inspection.text(portName) !== '';
  const hasNumber = isSet(number) && inspection.whole(number) !== 0;
  if (hasName === hasNumber) {
    inspection.refuse(at, port ?? service, 'must have either a name or a number');
    return;
  }
  const written = inspection.text(portName);
  if (portName !== undefined && written !== undefined && hasName && !PORT_NAME.isOne(written))
    inspection.refuse([...at, 'name'], portName, `must be ${PORT_NAME.name}`);
  if (port !== undefined && hasNumber) checkPortNumber(port, 'number', at, inspection);
}
