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
    name: 'files that are ignored',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      '.helmignore': `# x
*.bak
/top.txt
logs/
sub/only.txt
templates/no.yaml
`,
      'a.bak': '',
      'in/b.bak': '',
      'top.txt': '',
      'in/top.txt': '',
      'logs/x': '',
      'in/logs/y': '',
      'sub/only.txt': '',
      'in/sub/only.txt': '',
      'templates/no.yaml': 'n: 1\n',
      'templates/.hidden': '{{',
      'templates/a.yaml': 'f: {{ range $p, $b := .Files.Glob "**" }}{{ $p }} {{ end }}\n',
    },
    out: `---
# Source: app/templates/a.yaml
f: .helmignore in/sub/only.txt in/top.txt
`,
  },
  {
    name: 'a rule with a mark of exclamation leaves out all else',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      '.helmignore': '!Chart.yaml\n',
      'templates/a.yaml': 'a: 1\n',
    },
    out: '\n',
  },
  {
    name: 'a class of no character leaves out nothing',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      '.helmignore': 'templates/[b-a].yaml\n*.[a-c]ak\n',
      'templates/a.bak': '{{',
      'templates/a.yaml': 'a: 1\n',
    },
    out: `---
# Source: app/templates/a.yaml
a: 1
`,
  },
  {
    name: 'numbers and booleans of the metadata are texts',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: v1.2.3+x
appVersion: 1.10
description: "a\\tb"
keywords: [1, yes, 2.50]
annotations: {a: 1, b: true, c: 12345678.5, d: 1e3}
maintainers: [{name: x}]
home: 20240102
kubeVersion: ">=1.20.0-0"
deprecated: true
ICON: i
`,
      'templates/a.yaml': `a: {{ toJson .Chart }}
v: {{ .Chart.Annotations }}
`,
    },
    out: `---
# Source: app/templates/a.yaml
a: {"APIVersion":"v2","Annotations":{"a":"1","b":"true","c":"1.2345678e+07","d":"1000"},"AppVersion":"1.1","Condition":"","Dependencies":[],"Deprecated":true,"Description":"a b","Home":"20240102","Icon":"i","IsRoot":true,"Keywords":["1","true","2.5"],"KubeVersion":"\\u003e=1.20.0-0","Maintainers":[{"Email":"","Name":"x","URL":""}],"Name":"app","Sources":[],"Tags":"","Type":"","Version":"v1.2.3+x"}
v: map[a:1 b:true c:1.2345678e+07 d:1000]
`,
  },
  {
    name: 'no version',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
`,
    },
    out: 'Error: validation: chart.metadata.version is required',
  },
  {
    name: 'a version that is none',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: one
`,
    },
    out: 'Error: validation: chart.metadata.version "one" is invalid',
  },
  {
    name: 'a type that does not exist',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
type: thing
`,
    },
    out: 'Error: validation: chart.metadata.type must be application or library',
  },
  {
    name: 'no metadata',
    files: {
      'values.yaml': 'a: 1\n',
    },
    out: 'Error: Chart.yaml file is missing',
  },
  {
    name: 'a list for metadata',
    files: {
      'Chart.yaml': '- a\n',
    },
    out: `Error: cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type v2.Metadata`,
  },
  {
    name: 'a list for a name within the metadata',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
maintainers: [{name: [1]}]
`,
    },
    out: `Error: cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go struct field Maintainer.maintainers.name of type string`,
  },
  {
    name: 'a text for a boolean',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
deprecated: x
`,
    },
    out: `Error: cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go struct field Metadata.deprecated of type bool`,
  },
  {
    name: 'a map for a list',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: {}
`,
    },
    out: `Error: cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go struct field Metadata.dependencies of type []*v2.Dependency`,
  },
  {
    name: 'a maintainer that is null',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
maintainers: [null]
`,
    },
    out: 'Error: validation: maintainers must not contain empty or null nodes',
  },
  {
    name: 'a keyword that is null',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
keywords: [null, a]
`,
    },
    out: '\n',
  },
];

test.each(cases)('$name', ({ files, values, out }) => {
  expect(render(files, values)).toBe(out);
});
