import { expect, test } from '@jest/globals';
import { type Files, render } from './render.ts';

/** Expected is what Helm 4.2.1 gives. */
interface Case {
  readonly name: string;
  readonly files: Files;
  readonly values?: string;
  readonly out: string;
}

const cases: readonly Case[] = [
  {
    name: 'a document that is a text',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': 'just text\n',
    },
    out: `Error: YAML parse error on app/templates/a.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type util.SimpleHead`,
  },
  {
    name: 'a kind that is a map',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': 'kind: {a: 1}\n',
    },
    out: `Error: YAML parse error on app/templates/a.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go struct field SimpleHead.kind of type string`,
  },
  {
    name: 'an annotation that is a map',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': `kind: A
metadata: {annotations: {a: {b: 1}}}
`,
    },
    out: `Error: YAML parse error on app/templates/a.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go struct field .metadata.annotations of type string`,
  },
  {
    name: 'metadata that are a text',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': 'metadata: x\n',
    },
    out: `Error: YAML parse error on app/templates/a.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go struct field SimpleHead.metadata of type struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }`,
  },
  {
    name: 'numbers and booleans in a head',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': `kind: 5
metadata: {name: true, annotations: {a: yes, b: null}}
`,
    },
    out: `---
# Source: app/templates/a.yaml
kind: 5
metadata: {name: true, annotations: {a: yes, b: null}}
`,
  },
];

test.each(cases)('$name', ({ files, values, out }) => {
  expect(render(files, values)).toBe(out);
});
