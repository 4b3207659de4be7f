import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import type { FieldChange, Segment } from '../contract/field-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { pathText } from '../diff/field-changes.ts';
import { hideInText, isSecretName } from './secret-names.ts';
import { MASK, type SecretValues } from './secret-values.ts';

/** @returns a field's change as people may see it: with the values of Secrets hidden, wherever they went. */
export function shownChange(change: NodeChange, resource: Resource, secrets: SecretValues): FieldChange {
  const segments = [...change.segments];
  const known = new Set<string>();
  const [before, after] = [change.before, change.after].map((node, side) => {
    const masker = new Masker(resource, secrets, (secret) => {
      if (side === 0) known.add(secret);
      return side === 0 || known.has(secret) ? MASK : `${MASK} (another)`;
    });
    return node === undefined ? undefined : { value: masker.shown(node, segments), hasAll: masker.hidesAll };
  });
  return {
    path: pathText(segments),
    segments,
    ...(before === undefined ? {} : { before: before.value }),
    ...(after === undefined ? {} : { after: after.value }),
    ...(before?.hasAll === true || after?.hasAll === true ? { masked: true as const } : {}),
  };
}

class Masker {
  /** Whether a whole value was hidden, not a part of a text alone. */
  hidesAll = false;
  readonly #resource: Resource;
  readonly #secrets: SecretValues;
  readonly #hide: (secret: string) => string;

  constructor(resource: Resource, secrets: SecretValues, hide: (secret: string) => string) {
    this.#resource = resource;
    this.#secrets = secrets;
    this.#hide = hide;
  }

  /** @returns plain data; integers beyond what JSON holds exactly stay text. */
  shown(node: Node, at: readonly Segment[], isSecret = holdsSecrets(this.#resource, at)): unknown {
    if (node instanceof Mapping) {
      const variable = node.get('name');
      const isVariable = variable instanceof Scalar && isSecretName(variable.text);
      const entries = [...node.entries].map(([key, value]) => {
        const isHidden = isSecret || (key === 'value' && isVariable);
        return [key, this.shown(value, [...at, key], isHidden || holdsSecrets(this.#resource, [...at, key]))];
      });
      return Object.fromEntries(entries);
    }
    if (!(node instanceof Scalar)) return node.items.map((item, index) => this.shown(item, [...at, index], isSecret));
    const value = goValue(node);
    if (this.#secrets.holds(node) || ((isSecret || isNamed(at, this.#resource)) && typeof value !== 'boolean')) {
      this.hidesAll = true;
      return MASK;
    }
    if (typeof value === 'string') return hideInText(value, this.#hide);
    if (typeof value !== 'bigint') return value;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
}

/** All of a Secret's data is secret, and so is the copy of it that kubectl leaves in an annotation. */
function holdsSecrets({ kind, gvk }: Resource, [first, second, third]: readonly Segment[]): boolean {
  if (kind !== 'Secret' || gvk.group !== '') return false;
  if (first === 'data' || first === 'stringData') return true;
  return (
    first === 'metadata' && second === 'annotations' && third === 'kubectl.kubernetes.io/last-applied-configuration'
  );
}

/** A variable of a pod by its name; a value for a chart or a file of a ConfigMap by any key on the way to it. */
function isNamed(at: readonly Segment[], { kind }: Resource): boolean {
  const [last, before] = [at.at(-1), at.at(-2)];
  if (last === 'value' && typeof before === 'object' && before.key === 'name') return isSecretName(before.value);
  const keys = at.filter((segment) => typeof segment === 'string');
  if (kind === 'HelmRelease') return keys[1] === 'values' && keys.slice(2).some(isSecretName);
  if (kind === 'Kustomization' && keys[1] === 'postBuild') return keys.slice(3).some(isSecretName);
  if (kind === 'ConfigMap') return (keys[0] === 'data' || keys[0] === 'binaryData') && keys.slice(1).some(isSecretName);
  return typeof last === 'string' && STRICT.test(last);
}

/** In any object, such keys hold the secret itself and not the name of one. */
const STRICT = /(?:pass(?:word|wd|phrase)|api[-_]?key|private[-_]?key|client[-_]?secret|access[-_]?token)$/i;
