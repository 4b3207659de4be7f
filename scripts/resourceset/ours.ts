import { expandSet } from '../../src/flux/sets/expand/expand-set.ts';
import { SetError } from '../../src/flux/sets/expand/set-error.ts';
import { combineInputs } from '../../src/flux/sets/inputs/combine-inputs.ts';
import { textNode } from '../../src/flux/sets/inputs/input-set.ts';
import { ownInputs, staticInputs } from '../../src/flux/sets/inputs/own-inputs.ts';
import { selectProviders } from '../../src/flux/sets/inputs/select-providers.ts';
import { adler32 } from '../../src/gotemplate/functions/crypto/hashes.ts';
import { World } from '../../src/helm/unknown/world.ts';
import { Resource } from '../../src/kustomize/model/resource.ts';
import { trailOf } from '../../src/kustomize/model/resources.ts';
import { Mapping } from '../../src/yaml/node/node.ts';
import { textAt } from '../../src/yaml/node/node-at.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { toJson } from '../../src/yaml/print/to-json.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import type { Answer, Question } from './question.ts';

const NOWHERE = { path: '', line: undefined, generated: false };

/** @returns what the engine makes of a question: the id of a provider is made of its name, as no cluster has given it another */
export function ours({ set, providers = '' }: Question): Answer {
  try {
    const [node] = documentsIn(set);
    const spec = node?.get('spec');
    const own = {
      name: textAt(node, 'metadata', 'name'),
      namespace: textAt(node, 'metadata', 'namespace') || 'default',
    };
    const all = documentsIn(providers).map((provider) => new Resource(provider, trailOf(NOWHERE)));
    const { found } = selectProviders(spec, all);
    const given = found.map(({ node: provider, name, namespace }) => {
      return staticInputs(provider, { kind: 'ResourceSetInputProvider', name, namespace }, textNode(adler32(name)));
    });
    const inputs = combineInputs(spec, [...ownInputs(spec, own), ...given]).map(({ values }) => values);
    const objects = expandSet({ spec, inputs, ...own }, new World('known', 'end'));
    return { objects: objects.map((object) => `${object.step ?? ''} ${toJson(object.node)}`) };
  } catch (error) {
    if (error instanceof SetError) return { error: error.message };
    throw error;
  }
}

function documentsIn(text: string): readonly Mapping[] {
  return parseYaml(new Source(text)).documents.filter((node) => node instanceof Mapping);
}
