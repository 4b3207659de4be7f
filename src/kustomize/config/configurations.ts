import { onceTogether } from '../../memo/by-value.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { BuildContext } from '../context/build-context.ts';
import { explainConflicts, fieldSpecList } from '../fields/field-spec.ts';
import { type Kustomization, refuseUnknownField } from '../kustomization/load-kustomization.ts';
import { failAt } from '../model/problem.ts';
import { type Decoder, listOf, struct, text } from '../read/decode.ts';
import { firstDocument } from '../read/loader.ts';
import { needed } from '../releases/behaviours.ts';
import { emptyConfig, mergeConfig, sortedConfig, type TransformerConfig } from './transformer-config.ts';

const nameReference = struct((field) => ({
  group: field('group', text)?.text ?? '',
  version: field('version', text)?.text ?? '',
  kind: field('kind', text)?.text ?? '',
  fieldSpecs: field('fieldSpecs', fieldSpecList) ?? [],
}));

const configuration: Decoder<TransformerConfig> = struct((field) => {
  const specs = (name: string) => field(name, fieldSpecList) ?? [];
  return {
    namePrefix: specs('namePrefix'),
    nameSuffix: specs('nameSuffix'),
    namespace: specs('namespace'),
    commonLabels: specs('commonLabels'),
    labels: specs('labels'),
    templateLabels: specs('templateLabels'),
    volumeClaimTemplateLabels: specs('volumeClaimTemplateLabels'),
    commonAnnotations: specs('commonAnnotations'),
    varReference: specs('varReference'),
    images: specs('images'),
    replicas: specs('replicas'),
    nameReference: (field('nameReference', listOf(nameReference)) ?? []).map(({ fieldSpecs: fields, ...referred }) => ({
      referred,
      fields,
    })),
  };
});

/**
 * Reads the files that `configurations:` names: where else transformers write, and which other fields hold names.
 *
 * @returns what the files add
 * @throws BuildError where a file is not a configuration, or contradicts the tables
 * @see kustomize api/internal/plugins/builtinconfig MakeTransformerConfig
 */
export function readConfigurations(build: BuildContext, kustomization: Kustomization): TransformerConfig {
  return kustomization.configurations.reduce((config, entry) => {
    const from = { path: kustomization.path, node: entry };
    const file = build.loader.file(kustomization.directory, entry.text, from);
    const document = firstDocument(build.loader.yaml(file, from));
    refuseNewer(build, document, file.path);
    const reading = { path: file.path, field: '', onUnknownField: refuseUnknownField };
    const added = readOnce([document], () => sortedConfig(configuration(document, reading)));
    return explainConflicts({ path: file.path, node: document }, () => mergeConfig(config, added));
  }, emptyConfig);
}

/** A file is read once; if it cannot be, each reference to it reports that. */
const readOnce = onceTogether<TransformerConfig>();

function refuseNewer(build: BuildContext, document: Node, path: string): void {
  const field = document.kind === 'mapping' ? document.get('volumeClaimTemplateLabels') : undefined;
  if (field === undefined || build.behaviours.volumeClaimTemplateLabels) return;
  throw failAt('unknown-field', `"volumeClaimTemplateLabels" ${needed('volumeClaimTemplateLabels')}`, {
    path,
    node: field,
  });
}
