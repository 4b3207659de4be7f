import type { Mapping } from '../../../yaml/node/node.ts';
import {
  type DecodedBy,
  embedded,
  flag,
  listOf,
  type ReadField,
  struct,
  text,
  textMap,
  texts,
} from '../../read/decode.ts';

const embeddedText = embedded(text);
const embeddedTexts = embedded(texts);

const generatorOptions = struct((field) => ({
  labels: field('labels', textMap),
  annotations: field('annotations', textMap),
  disableNameSuffixHash: field('disableNameSuffixHash', flag) ?? false,
  immutable: field('immutable', flag) ?? false,
}));

const entryFields = (field: ReadField, node: Mapping) => ({
  node,
  name: field('name', embeddedText),
  namespace: field('namespace', embeddedText),
  behavior: field('behavior', embeddedText),
  literals: field('literals', embeddedTexts) ?? [],
  files: field('files', embeddedTexts) ?? [],
  envs: field('envs', embeddedTexts) ?? [],
  env: field('env', embeddedText),
  options: field('options', embedded(generatorOptions)),
});
export const configMap = struct(entryFields);
export const secret = struct((field, node) => ({ ...entryFields(field, node), type: field('type', text) }));

export type GeneratorEntry = ReturnType<typeof entryFields>;
export type SecretEntry = DecodedBy<typeof secret>;
export type GeneratorOptions = DecodedBy<typeof generatorOptions>;

/** Reads `configMapGenerator:`, `secretGenerator:` and `generatorOptions:`. */
export const generatorFields = (field: ReadField) => ({
  configMapGenerator: (field('configMapGenerator', listOf(configMap)) ?? []).map(withEnvs),
  secretGenerator: (field('secretGenerator', listOf(secret)) ?? []).map(withEnvs),
  generatorOptions: field('generatorOptions', generatorOptions),
});

/** `env:` is what `envs:` was once called, with one file. @see kustomize api/types Kustomization.FixKustomizationPostUnmarshalling */
function withEnvs<Entry extends GeneratorEntry>(entry: Entry): Entry {
  return entry.env === undefined || entry.env.text === '' ? entry : { ...entry, envs: [...entry.envs, entry.env] };
}
