import { parseVersion } from '../../gotemplate/functions/semver/parse-version.ts';
import { isSpace } from '../../gotemplate/functions/strings/change-case.ts';
import { HelmError } from '../chart/helm-error.ts';
import type { Dependency, Metadata } from '../chart/metadata.ts';

const ALIAS = /^[a-zA-Z0-9_-]+$/;
const UNPRINTABLE = /[\p{C}\p{Z}]/u;

/**
 * @returns the metadata with white space and what cannot be printed taken out: `Metadata.Validate` of Helm's pkg/chart/v2
 * @throws HelmError where Helm refuses the chart
 */
export function checkMetadata(metadata: Metadata): Metadata {
  const clean = sanitize(metadata);
  if (clean.apiVersion === '') refuse('chart.metadata.apiVersion is required');
  if (clean.name === '') refuse('chart.metadata.name is required');
  if (clean.name === '.' || clean.name === '..') refuse(`chart.metadata.name ${show(clean.name)} is not allowed`);
  if (clean.name.includes('/')) refuse(`chart.metadata.name ${show(clean.name)} is invalid`);
  if (clean.version === '') refuse('chart.metadata.version is required');
  if (typeof parseVersion(clean.version) === 'string') {
    refuse(`chart.metadata.version ${show(clean.version)} is invalid`);
  }
  if (!['', 'application', 'library'].includes(clean.type)) {
    refuse('chart.metadata.type must be application or library');
  }
  checkDependencies(clean.dependencies ?? []);
  return clean;
}

function checkDependencies(dependencies: readonly Dependency[]): void {
  const names = new Set<string>();
  for (const { name, alias } of dependencies) {
    if (alias !== '' && !ALIAS.test(alias)) {
      refuse(`dependency ${show(name)} has disallowed characters in the alias`);
    }
    const key = alias === '' ? name : alias;
    if (names.has(key)) refuse(`more than one dependency with name or alias ${show(key)}`);
    names.add(key);
  }
}

function sanitize(metadata: Metadata): Metadata {
  return {
    ...metadata,
    name: printable(metadata.name),
    description: printable(metadata.description),
    home: printable(metadata.home),
    icon: printable(metadata.icon),
    condition: printable(metadata.condition),
    tags: printable(metadata.tags),
    appVersion: printable(metadata.appVersion),
    kubeVersion: printable(metadata.kubeVersion),
    sources: metadata.sources.map(printable),
    keywords: metadata.keywords.map(printable),
    maintainers: metadata.maintainers.map(({ name, email, url }) => ({
      name: printable(name),
      email: printable(email),
      url: printable(url),
    })),
    dependencies: metadata.dependencies?.map((each) => ({
      ...each,
      name: printable(each.name),
      version: printable(each.version),
      repository: printable(each.repository),
      condition: printable(each.condition),
      tags: each.tags.map(printable),
    })),
  };
}

function printable(text: string): string {
  if (!UNPRINTABLE.test(text)) return text;
  return [...text].map((c) => (isSpace(c) ? ' ' : UNPRINTABLE.test(c) ? '' : c)).join('');
}

function show(text: string): string {
  return JSON.stringify(text);
}

function refuse(message: string): never {
  throw new HelmError(`validation: ${message}`);
}
