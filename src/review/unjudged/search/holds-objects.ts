import { basename } from '../../../tree/objects/paths.ts';

/** API groups of files that look like objects and are for programs of their own: no cluster takes them. */
const NOT_FOR_CLUSTERS =
  /^["']?(backstage\.io|cli\.kyverno\.io|config\.kubernetes\.io|ctlptl\.dev|devspace|eksctl\.io|k0sctl\.k0sproject\.io|k3d\.io|kind\.x-k8s\.io|krew\.googlecontainertools\.github\.com|kubeadm\.k8s\.io|kuttl\.dev|minikube|skaffold|tilt\.dev)(\/|["']?\s*$)/;

/** Without a group, Kubernetes has `v1` alone: the documents of Talos' machines have others. */
const NO_GROUP = /^["']?v\d+(alpha|beta)\d+["']?\s*$/;

/**
 * Whether a YAML file holds a Kubernetes object: a document with `apiVersion` and `kind`. It is told by the text, so that
 * thousands of files take no time and one that cannot be parsed is told as well.
 */
export function holdsObjects(text: string): boolean {
  if (!text.includes('apiVersion') || !text.includes('kind')) return false;
  return text.split(/^---(?:[ \t\r].*)?$/m).some(isObject);
}

function isObject(document: string): boolean {
  const [first = ''] = /^(?!\s*(?:#|$)).*$/m.exec(document) ?? [];
  const isFlow = first.trimStart().startsWith('{');
  const indent = isFlow ? '' : (/^[ ]*/.exec(first)?.[0] ?? '');
  const value = (key: string) => {
    const at = isFlow ? '["\'{,\\s]' : `^${indent}["']?`;
    return new RegExp(`${at}${key}["']?\\s*:\\s*([^\\s,}]+)`, 'm').exec(document)?.[1];
  };
  const apiVersion = value('apiVersion');
  if (apiVersion === undefined || value('kind') === undefined) return false;
  return !NOT_FOR_CLUSTERS.test(apiVersion) && !NO_GROUP.test(apiVersion);
}

/**
 * Whether a path leads to what no cluster is ever meant to read as it stands: what GitHub, git and people's tools keep in
 * dot folders, and what Helm makes manifests of.
 *
 * @param isChart whether a directory holds a Helm chart
 */
export function isOutside(path: string, isChart: (directory: string) => boolean): boolean {
  const segments = path.split('/');
  if (segments.slice(0, -1).some((segment) => segment.startsWith('.')) || basename(path).startsWith('.')) return true;
  return segments.some(
    (segment, index) =>
      (segment === 'templates' || segment === 'crds') &&
      index < segments.length - 1 &&
      isChart(segments.slice(0, index).join('/')),
  );
}
