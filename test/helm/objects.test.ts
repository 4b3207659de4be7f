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
    name: 'of equal definitions the one of the highest file counts',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x}]
`,
      'templates/_a.tpl': '{{ define "x" }}root-a{{ end }}{{ define "y" }}root{{ end }}',
      'templates/_b.tpl': '{{ define "x" }}root-b{{ end }}',
      'templates/a.yaml': `x: {{ include "x" . }}
y: {{ include "y" . }}
`,
      'templates/sub/_z.tpl': '{{ define "x" }}deep{{ end }}',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/templates/_q.tpl': '{{ define "y" }}db{{ end }}',
      'charts/db/templates/a.yaml': `x: {{ include "x" . }}
y: {{ include "y" . }}
`,
    },
    out: `---
# Source: app/charts/db/templates/a.yaml
x: root-a
y: root

---
# Source: app/templates/a.yaml
x: root-a
y: root
`,
  },
  {
    name: 'files and patterns of them',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'conf/a.txt': `one
two
`,
      'conf/b.bin': 'x',
      'conf/in/c.txt': 'c',
      'crds/x.yaml': 'kind: CustomResourceDefinition\n',
      'README.md': 'hi',
      'templates/a.yaml': `{{ $f := .Files }}a: {{ .Files.Get "conf/a.txt" | quote }}
l: {{ .Files.Lines "conf/a.txt" | toJson }}
n: {{ .Files.Get "nope" | quote }}
b: {{ .Files.GetBytes "README.md" }}
{{ range $g := list "conf/*" "conf/**" "**.txt" "conf/?.txt" "conf/{a,b}.*" "conf/[a-b].*" "conf/[!a].*" "*" "" "[" "conf/*/c.txt" "{conf,crds}/*" "conf/\\\\*" "**/c.txt" }}g{{ $g | quote }}: {{ range $p, $b := $f.Glob $g }}{{ $p }} {{ end }}
{{ end }}c: {{ (.Files.Glob "conf/*").AsConfig | quote }}
s: {{ (.Files.Glob "conf/**").AsSecrets | quote }}
t: {{ printf "%T" .Files }} {{ len .Files }}
`,
    },
    out: `---
# Source: app/crds/x.yaml
kind: CustomResourceDefinition

---
# Source: app/templates/a.yaml
a: "one\\ntwo\\n"
l: ["one","two"]
n: ""
b: [104 105]
g"conf/*": conf/a.txt conf/b.bin 
g"conf/**": conf/a.txt conf/b.bin conf/in/c.txt 
g"**.txt": conf/a.txt conf/in/c.txt 
g"conf/?.txt": conf/a.txt 
g"conf/{a,b}.*": conf/a.txt conf/b.bin 
g"conf/[a-b].*": conf/a.txt conf/b.bin 
g"conf/[!a].*": conf/b.bin 
g"*": README.md 
g"": 
g"[": README.md conf/a.txt conf/b.bin conf/in/c.txt crds/x.yaml 
g"conf/*/c.txt": conf/in/c.txt 
g"{conf,crds}/*": conf/a.txt conf/b.bin crds/x.yaml 
g"conf/\\\\*": 
g"**/c.txt": conf/in/c.txt 
c: "a.txt: |\\n  one\\n  two\\nb.bin: x"
s: "a.txt: b25lCnR3bwo=\\nb.bin: eA==\\nc.txt: Yw=="
t: engine.files 5
`,
  },
  {
    name: 'the cluster and the release',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': `a: {{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Minor }} {{ .Capabilities.KubeVersion.GitVersion }} {{ .Capabilities.KubeVersion.String }}
b: {{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "policy/v1/PodDisruptionBudget" }} {{ has "extensions/v1beta1" .Capabilities.APIVersions }} {{ len .Capabilities.APIVersions }}
r: {{ toJson .Release }}
h: {{ .Capabilities.HelmVersion.Version }} {{ printf "%T %T %T %T %T" .Values .Chart .Release .Capabilities .Template }}
s: {{ .Capabilities.APIVersions | toStrings | sortAlpha }}
`,
    },
    out: `---
# Source: app/templates/a.yaml
a: v1.33.0 v1.33.0 33 v1.33.0 v1.33.0
b: true false true 55
r: {"IsInstall":true,"IsUpgrade":false,"Name":"rel","Namespace":"apps","Revision":1,"Service":"Helm"}
h: v4.2 common.Values map[string]interface {} map[string]interface {} *common.Capabilities common.Values
s: [admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1 apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1 apps/v1 apps/v1beta1 apps/v1beta2 authentication.k8s.io/v1 authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1 authorization.k8s.io/v1beta1 autoscaling/v1 autoscaling/v2 batch/v1 batch/v1beta1 certificates.k8s.io/v1 certificates.k8s.io/v1alpha1 certificates.k8s.io/v1beta1 coordination.k8s.io/v1 coordination.k8s.io/v1alpha2 coordination.k8s.io/v1beta1 discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1 events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3 internal.apiserver.k8s.io/v1alpha1 networking.k8s.io/v1 networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1 policy/v1beta1 rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1alpha1 rbac.authorization.k8s.io/v1beta1 resource.k8s.io/v1 resource.k8s.io/v1alpha3 resource.k8s.io/v1beta1 resource.k8s.io/v1beta2 scheduling.k8s.io/v1 scheduling.k8s.io/v1alpha2 scheduling.k8s.io/v1beta1 storage.k8s.io/v1 storage.k8s.io/v1alpha1 storage.k8s.io/v1beta1 storagemigration.k8s.io/v1beta1 v1]
`,
  },
  {
    name: 'a version of Kubernetes, which only a pointer to it prints as one',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'templates/a.yaml': `a: '{{ .Capabilities.KubeVersion }} {{ $v := .Capabilities.KubeVersion }}{{ $v }} {{ html .Capabilities.HelmVersion }}'
b: '{{ print .Capabilities.KubeVersion }} {{ default "" .Capabilities.KubeVersion }} {{ list .Capabilities.KubeVersion }}'
c: '{{ .Capabilities.KubeVersion | toJson }} {{ hasPrefix "&{{v1.33.0 v1.33.0 1 33} [v1 " (print .Capabilities) }} {{ hasPrefix "{{v1.33.0 v1.33.0 1 33} [v1 " (html .Capabilities) }}'
`,
    },
    out: `---
# Source: app/templates/a.yaml
a: 'v1.33.0 v1.33.0 {v4.2   go1.26.8 v1.36}'
b: '{v1.33.0 v1.33.0 1 33} {v1.33.0 v1.33.0 1 33} [{v1.33.0 v1.33.0 1 33}]'
c: '{"Version":"v1.33.0","Major":"1","Minor":"33"} true true'
`,
  },
  {
    name: 'a copy of it has no methods of the pointer',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'templates/a.yaml': 'a: {{ (first (list .Capabilities.KubeVersion)).GitVersion }}\n',
    },
    out: `Error: app/templates/a.yaml:1:32
  executing "app/templates/a.yaml" at <.Capabilities.KubeVersion>:
    can't evaluate field GitVersion in type common.KubeVersion`,
  },
  {
    name: 'a version of Kubernetes that is copied, compared and written',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'templates/a.yaml': `{{ $k := .Capabilities.KubeVersion }}a: '{{ deepCopy $k }} {{ deepEqual $k $k }} {{ has $k (list $k) }} {{ len (uniq (list $k $k)) }}'
b: {{ toToml (dict "b" (list 1 $k)) | squote }}
`,
    },
    out: `---
# Source: app/templates/a.yaml
a: '{v1.33.0  1 33} true true 1'
b: 'b = [1, {Version = "v1.33.0", Major = "1"Minor = "33", }]
'
`,
  },
  {
    name: 'a version of Kubernetes that is looped over, which is a copy',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'templates/a.yaml': '{{ range .Capabilities.KubeVersion }}{{ end }}\n',
    },
    out: `Error: app/templates/a.yaml:1:22
  executing "app/templates/a.yaml" at <.Capabilities.KubeVersion>:
    range can't iterate over {v1.33.0 v1.33.0 1 33}`,
  },
  {
    name: 'a version of Kubernetes in an error, which is a copy',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'templates/a.yaml': 'a: {{ eq .Capabilities.KubeVersion (dict "a" 1) }}\n',
    },
    out: `Error: template: app/templates/a.yaml:1:6: executing "app/templates/a.yaml" at <eq .Capabilities.KubeVersion (dict "a" 1)>: error calling eq: non-comparable types {v1.33.0 v1.33.0 1 33}: common.KubeVersion, map[string]interface {}: map[a:1]`,
  },
  {
    name: 'charts within, as they are when they are looked at',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x}]
`,
      'templates/a.yaml': `a: {{ .Subcharts.db.Chart.Name }} {{ .Subcharts.db.Values.x }} {{ .Subcharts.db.Values.global }} {{ keys .Subcharts.db | sortAlpha }}
`,
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/values.yaml': 'x: 4\n',
      'charts/db/templates/a.yaml': '{{ $_ := set .Values "x" 5 }}{{ $_ := set .Release "q" 1 }}x: 1\n',
    },
    out: `---
# Source: app/charts/db/templates/a.yaml
x: 1

---
# Source: app/templates/a.yaml
a: db 5 map[] [Capabilities Chart Files Release Subcharts Template Values]
`,
  },
  {
    name: 'a chart for another version of Kubernetes',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
kubeVersion: "<1.20"
`,
      'templates/a.yaml': 'a: 1\n',
    },
    out: 'Error: chart requires kubeVersion: <1.20 which is incompatible with Kubernetes v1.33.0',
  },
  {
    name: 'notes that fail',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': 'a: 1\n',
      'templates/NOTES.txt': '{{ fail "no\\nway" }}',
    },
    out: `Error: execution error at (app/templates/NOTES.txt:1:3): no
way`,
  },
];

test.each(cases)('$name', ({ files, values, out }) => {
  expect(render(files, values)).toBe(out);
});
