import { packArchive, packText } from '../../helm/pack-archive.ts';

/** A template that tells what there is. */
export const TELLS = `apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Chart.Name }} }
data: { is: {{ printf "%s %s" .Chart.Version (toJson .Values) | quote }} }
`;

/** @returns the files of the chart `app`, below a path, in place of some of which others may stand */
export function chart(path: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.2.3\n',
    'values.yaml': 'replicas: 1\nimage: { tag: a, pull: Always }\n',
    'templates/a.yaml': TELLS,
    ...more,
  };
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${path}/${file}`, text]));
}

/** @returns an archive of files */
export function packed(files: Readonly<Record<string, string>>): Uint8Array {
  return packArchive(Object.entries(files).map(([path, text]) => packText(path, text)));
}

/** What the chart says of itself. */
export const APP = 'app/templates/a.yaml: 1.2.3 {"image":{"pull":"Always","tag":"a"},"replicas":1}';
