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
    name: 'hooks, kinds that nobody knows, and documents of comments',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/z.yaml': `kind: Job
metadata: {name: j, annotations: {"helm.sh/hook": "pre-install, Test-success", "helm.sh/hook-weight": "-5", "helm.sh/hook-delete-policy": "hook-succeeded, X"}}
---
kind: ConfigMap
metadata: {name: c1}
---
kind: Zed
metadata: {name: z}
---
kind: Alpha
metadata: {name: a, annotations: {"helm.sh/hook": bogus}}
---
# only
---
kind: Alpha
metadata: {name: a, annotations: {x: 1}}
---
`,
      'templates/a.yaml': `kind: ConfigMap
metadata: {name: c2}
---
kind: Deployment
metadata: {name: d}
---
kind: Namespace
metadata: {name: n}
---
kind: Secret
metadata: {name: s, annotations: {"helm.sh/hook": post-install}}
---
kind: Pod
metadata: {name: s, annotations: {"helm.sh/hook": "pre-delete,nope"}}
`,
    },
    out: `---
# Source: app/templates/a.yaml
kind: Namespace
metadata: {name: n}

---
# Source: app/templates/a.yaml
kind: ConfigMap
metadata: {name: c2}

---
# Source: app/templates/z.yaml
kind: ConfigMap
metadata: {name: c1}

---
# Source: app/templates/a.yaml
kind: Deployment
metadata: {name: d}

---
# Source: app/templates/z.yaml
# only

---
# Source: app/templates/z.yaml
kind: Alpha
metadata: {name: a, annotations: {x: 1}}

---
# Source: app/templates/z.yaml
kind: Zed
metadata: {name: z}
---
# Source: app/templates/a.yaml
kind: Secret
metadata: {name: s, annotations: {"helm.sh/hook": post-install}}

---
# Source: app/templates/z.yaml
kind: Job
metadata: {name: j, annotations: {"helm.sh/hook": "pre-install, Test-success", "helm.sh/hook-weight": "-5", "helm.sh/hook-delete-policy": "hook-succeeded, X"}}

`,
  },
  {
    name: 'separators with white space around them',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': `

---

---
a: 1
---kind: B
b: |
  x


--- 

 # c
c: 1

---
---
`,
    },
    out: `---
# Source: app/templates/a.yaml
a: 1

---
# Source: app/templates/a.yaml
# c
c: 1


---
# Source: app/templates/a.yaml
kind: B
b: |
  x
`,
  },
  {
    name: 'a separator at the start, and the end of a block',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': `---a: 1
--- # note
b: 1
   
---
c: |
  y
  
`,
    },
    out: `---
# Source: app/templates/a.yaml
a: 1

---
# Source: app/templates/a.yaml
# note
b: 1
   

---
# Source: app/templates/a.yaml
c: |
  y
`,
  },
  {
    name: 'files of crds come first, as they are',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x}]
`,
      'crds/b.yaml': 'kind: B\n',
      'crds/a.yml': `kind: A
---
kind: {{ x }}
`,
      'crds/n.txt': 'no',
      'crds/in/c.json': '{}\n',
      'templates/a.yaml': 'kind: C\n',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/crds/z.YAML': 'kind: Z\n',
    },
    out: `---
# Source: app/crds/a.yml
kind: A
---
kind: {{ x }}

---
# Source: app/crds/b.yaml
kind: B

---
# Source: app/crds/in/c.json
{}

---
# Source: app/charts/db/crds/z.YAML
kind: Z

---
# Source: app/templates/a.yaml
kind: C
`,
  },
  {
    name: 'every file of templates is one, but for those with an underscore',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/x.txt': 'a: 1\n',
      'templates/y.tpl': 'kind: Y\n',
      'templates/e.yaml': '  \n\n',
      'templates/_p.yaml': 'p: 1\n',
      'templates/d/_q/r.yaml': 'r: 1\n',
    },
    out: `---
# Source: app/templates/d/_q/r.yaml
r: 1

---
# Source: app/templates/x.txt
a: 1

---
# Source: app/templates/y.tpl
kind: Y
`,
  },
];

test.each(cases)('$name', ({ files, values, out }) => {
  expect(render(files, values)).toBe(out);
});
