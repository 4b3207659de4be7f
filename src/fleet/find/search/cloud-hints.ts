import { clampPath } from '../../../flux/objects/flux-kustomization.ts';
import { fileText } from '../../../kustomize/read/file-text.ts';
import { KeptById } from '../../../memo/by-id.ts';
import type { Files, Found } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';

/** The paths that one file of Terraform or Bicep lets Flux sync, some with variables: mostly of one cluster. */
export type Hint = readonly string[];

interface HintsBelow {
  readonly hints: readonly Hint[];
}

const HINTS = new KeptById<HintsBelow>({ capacity: 50_000 });

/** What makes Azure's extension of Flux, the provider of Flux, or the chart of flux-operator sync a repository. */
const SYNCS =
  /azurerm_kubernetes_flux_configuration|KubernetesConfiguration\/fluxConfigurations|flux_bootstrap_git|\bflux[-_]instance\b|instance\.sync\.path/;
const PATH =
  /(?:\bpath\s{0,80}[:=]|\binstance\.sync\.path["'],?\s{1,80}value\s{0,80}=)\s{0,80}(["'])([^"'\n]{1,300})\1/g;

/**
 * What files of Terraform and Bicep say that clusters sync. They are read as text: which repository they mean is often a
 * variable, so these are only hints.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function cloudHints(files: Files): readonly Hint[] {
  const root = files.find('');
  return root.kind === 'directory' ? below(files, root).hints : [];
}

function below(files: Files, directory: Extract<Found, { kind: 'directory' }>): HintsBelow {
  return HINTS.once(files.memory, directory.id, () => {
    const entries = mapAll(files.list(directory), ([name, { kind, id }]): readonly Hint[] => {
      const path = directory.path === '' ? name : `${directory.path}/${name}`;
      if (kind === 'directory') return name.startsWith('.') ? [] : below(files, { kind, path, id }).hints;
      return kind === 'file' && /\.(tf|bicep)$/.test(name) ? inFile(files, { kind, path, id }).hints : [];
    });
    return { hints: entries.flat() };
  });
}

function inFile(files: Files, file: Extract<Found, { kind: 'file' }>): HintsBelow {
  return HINTS.once(files.memory, `file ${file.id}`, () => {
    const text = fileText(files, file) ?? '';
    if (!SYNCS.test(text)) return { hints: [] };
    const written = [...text.matchAll(PATH)].map(([, , path = '']) => clampPath(path));
    const paths = [...new Set(written)].filter((path) => path !== '');
    return { hints: paths.length === 0 ? [] : [paths] };
  });
}
