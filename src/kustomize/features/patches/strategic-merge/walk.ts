import type { Schema } from '../../../../kubernetes/api/schema.ts';
import type { Schemas } from '../../../../kubernetes/api/schemas.ts';
import { Mapping, type Node, Scalar } from '../../../../yaml/node/node.ts';
import { isNull } from '../../../nodes/is-null.ts';
import { quoted } from '../../../nodes/untagged.ts';
import { takeListDirective, takeMapDirective } from './directive.ts';
import { Draft } from './draft.ts';
import { NoMapping } from './elements.ts';
import { mergeKeyedLists, readKeyedLists } from './keyed-list.ts';
import { type MergeItem, mergeElements, TooManyItems } from './merge-elements.ts';
import { MergeError } from './merge-error.ts';

/**
 * Walks an object and a patch side by side.
 *
 * @see kustomize kyaml/yaml/walk Walker, kyaml/yaml/merge2 Merger
 */
export class Walk {
  readonly #schemas: Schemas;
  /** The field at hand, for messages. */
  readonly #path: (string | ItemSegment)[] = [];

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /**
   * @param target what stands in the object; changed in place
   * @param patch what the patch has for it; the very same where it was just inserted and is only settled
   * @param known the schema that the field has by its parent's
   * @returns what is to stand there: the target, or the patch, or nothing
   * @throws MergeError
   */
  merge(target: Draft | undefined, patch: Draft | undefined, known?: Schema): Draft | undefined {
    const node = patch === undefined ? target?.untouched : undefined;
    if (target !== undefined && node !== undefined) return this.#keepDraft(target, node, known);
    if (target !== undefined && patch !== undefined) target.takeStyle(patch);
    const schema = known ?? this.#infer(target) ?? this.#infer(patch);
    const here = target?.isNull ? undefined : target;
    const there = patch?.isNull ? undefined : patch;
    if (here !== undefined && there !== undefined && here.kind !== there.kind) throw this.#mismatch(here, there);
    const main = here ?? there;
    if (main === undefined || main.kind === 'mapping') return this.#mergeMaps(target, patch, schema);
    if (main.kind === 'scalar' || !schema?.merges) return patch ?? target;
    return this.#mergeLists(target, patch, schema);
  }

  #mergeMaps(target: Draft | undefined, patch: Draft | undefined, schema: Schema | undefined): Draft | undefined {
    const result = this.#chooseMap(target, patch);
    if (result === undefined) return undefined;
    const theirs = patch?.fields() ?? new Map<string, Draft>();
    for (const name of [...new Set([...result.fields().keys(), ...theirs.keys()])]) {
      this.#enter(name, patch);
      const value = this.merge(result.fields().get(name), theirs.get(name), schema?.field(name));
      setField(result.fields(), name, value);
      this.#path.pop();
    }
    return result;
  }

  /** @see kustomize kyaml/yaml/merge2 Merger.VisitMap */
  #chooseMap(target: Draft | undefined, patch: Draft | undefined): Draft | undefined {
    if (target === undefined || target.isNull) {
      if (takeMapDirective(patch) === 'delete') return undefined;
      if (patch !== undefined) return patch;
      return target === undefined || target.text === '' ? undefined : new Draft(target.origin, true);
    }
    if (patch?.isNull) return undefined;
    return this.#directed(takeMapDirective(patch), target, patch);
  }

  #mergeLists(target: Draft | undefined, patch: Draft | undefined, schema: Schema): Draft | undefined {
    const result = this.#chooseList(target, patch);
    if (result === undefined) return undefined;
    const { keys } = schema;
    const elements = schema.elements();
    const mergeItem: MergeItem = (item, theirs) => {
      this.#path.push({ item: item ?? theirs, keys });
      const merged = this.merge(item, theirs, elements);
      this.#path.pop();
      return merged;
    };
    try {
      result.items = mergeItems(result, patch, keys, mergeItem);
    } catch (error) {
      if (error instanceof TooManyItems) throw this.#fail('it has too many items with missing or repeated keys', patch);
      if (!(error instanceof NoMapping)) throw error;
      throw this.#fail(`an item is not a mapping, but the list is merged by ${keys.join(', ')}`, patch);
    }
    return result;
  }

  /** @see kustomize kyaml/yaml/merge2 Merger.VisitList */
  #chooseList(target: Draft | undefined, patch: Draft | undefined): Draft | undefined {
    if (target === undefined || target.isNull) return patch;
    if (patch?.isNull) return undefined;
    return this.#directed(takeListDirective(patch), target, patch);
  }

  #directed(directive: TakenDirective, target: Draft, patch: Draft | undefined): Draft | undefined {
    if (directive === 'merge') return target;
    if (directive === 'replace') return patch;
    if (directive === 'delete') return undefined;
    throw this.#fail('$patch is not merge, replace or delete', patch);
  }

  #keepDraft(target: Draft, node: Node, known: Schema | undefined): Draft | undefined {
    const kept = this.#keep(node, known);
    if (kept === undefined) return undefined;
    if (kept !== node) target.replace(kept);
    return target.isNull ? new Draft(kept, true) : target;
  }

  /**
   * What the patch does not name is walked too: `key:` without a value goes, and lists lose items that their keys do not
   * tell apart.
   */
  #keep(node: Node, known: Schema | undefined): Node | undefined {
    if (node instanceof Scalar) return isNull(node) && node.text === '' ? undefined : node;
    const schema = known ?? this.#inferNode(node);
    if (node instanceof Mapping) return this.#keepFields(node, schema);
    return schema?.merges ? this.#mergeLists(new Draft(node), undefined, schema)?.freeze() : node;
  }

  #keepFields(mapping: Mapping, schema: Schema | undefined): Mapping {
    let changed: Map<string, Node> | undefined;
    for (const [name, value] of mapping.entries) {
      this.#enter(name, undefined);
      const kept = this.#keep(value, schema?.field(name));
      const node = kept instanceof Scalar ? quoted(kept) : kept;
      this.#path.pop();
      if (node === value) continue;
      changed ??= new Map(mapping.entries);
      if (node === undefined) changed.delete(name);
      else changed.set(name, node);
    }
    return changed === undefined ? mapping : new Mapping(changed, mapping.place, mapping.isFlow);
  }

  /** An empty name means the mapping itself to kustomize, which then wants it to be a scalar. */
  #enter(name: string, patch: Draft | undefined): void {
    if (name === '') throw this.#fail('a field has an empty name, which a strategic merge does not support', patch);
    this.#path.push(name);
  }

  #infer(draft: Draft | undefined): Schema | undefined {
    if (draft === undefined) return undefined;
    const [apiVersion, kind] = [draft.textOf('apiVersion'), draft.textOf('kind')];
    return apiVersion && kind ? this.#schemas.schemaFor(apiVersion, kind) : undefined;
  }

  #inferNode(node: Node): Schema | undefined {
    return node instanceof Mapping && node.entries.has('kind') ? this.#infer(new Draft(node)) : undefined;
  }

  #mismatch(target: Draft, patch: Draft): MergeError {
    return this.#fail(`the object has a ${target.kind} and the patch a ${patch.kind}`, patch);
  }

  #fail(what: string, patch: Draft | undefined): MergeError {
    const path = pathText(this.#path);
    return new MergeError(`${path === '' ? 'the object' : path}: ${what}`, path, patch?.origin);
  }
}

type TakenDirective = ReturnType<typeof takeMapDirective>;

function mergeItems(
  list: Draft,
  patch: Draft | undefined,
  keys: readonly string[],
  mergeItem: MergeItem,
): readonly Draft[] {
  const keyed = readKeyedLists(list.items, patch?.items ?? [], keys);
  return keyed === undefined ? mergeElements(list, patch, keys, mergeItem) : mergeKeyedLists(keyed, mergeItem);
}

/** @see kustomize kyaml/yaml FieldSetter.Filter */
function setField(fields: Map<string, Draft>, name: string, value: Draft | undefined): void {
  const field = fields.get(name);
  value?.quote();
  if (value === undefined || (value.isNull && !value.persists)) fields.delete(name);
  else if (field === undefined) fields.set(name, value);
  else field.become(value);
}

interface ItemSegment {
  readonly item: Draft | undefined;
  readonly keys: readonly string[];
}

function pathText(path: readonly (string | ItemSegment)[]): string {
  const text = path.map((segment) => (typeof segment === 'string' ? `.${segment}` : `[${itemId(segment)}]`)).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

function itemId({ item, keys }: ItemSegment): string {
  if (keys.length === 0) return item?.text ?? '';
  return keys.flatMap((key) => (item?.textOf(key) ? [`${key}=${item.textOf(key)}`] : [])).join(',');
}
