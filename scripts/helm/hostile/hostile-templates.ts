/** Includes that double with each of 40 steps. */
function doubling(call: (name: string) => string): string {
  const steps = Array.from({ length: 40 }, (_, i) => `{{ define "e${i}" }}${call(`e${i + 1}`).repeat(2)}{{ end }}`);
  return `${steps.join('')}{{ define "e40" }}x{{ end }}{{ include "e0" . }}`;
}

const nested = '{{ $l := list 1 }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}';
const inItself = '{{ $d := dict }}{{ $_ := set $d "a" $d }}';

/** Templates that ask for too much, by what they do. */
export const HOSTILE_TEMPLATES: Readonly<Record<string, string>> = {
  base: 'a: 1',
  recursion: '{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}',
  'recursion by tpl': '{{ tpl .Values.t . }}',
  'a list without end': '{{ range until 1000000000 }}x{{ end }}',
  'until 999999': '{{ $l := list }}{{ range until 50 }}{{ $l = append $l (until 999999) }}{{ end }}',
  'loops within loops': '{{ range until 900000 }}{{ range until 900000 }}{{ end }}{{ end }}',
  repeat: '{{ repeat 1000000000 "x" }}',
  'repeat kept': '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l (repeat 1000000 "é") }}{{ end }}',
  output: '{{ range until 900000 }}{{ repeat 100000 "é\\n" }}{{ end }}',
  'small output': '{{ range until 900000 }}é: {{ . }}\n{{ end }}',
  'includes that double': doubling((name) => `{{ include "${name}" . }}`),
  'includes thrown away': doubling((name) => `{{ $_ := include "${name}" . }}`),
  'text doubles': '{{ $s := "xxxxxxxx" }}{{ range until 100 }}{{ $s = replace "x" "xx" $s }}{{ end }}',
  'quotes of quotes': '{{ $s := "\\"" }}{{ range until 100 }}{{ $s = quote $s }}{{ end }}',
  'cat doubles': '{{ $s := "xxxxxxxx" }}{{ range until 100 }}{{ $s = cat $s $s }}{{ end }}',
  'print doubles kept':
    '{{ $s := "xxxxxxxx" }}{{ $l := list }}{{ range until 100 }}{{ $s = print $s $s }}{{ $l = append $l (upper $s) }}{{ end }}',
  'nested JSON': `${nested}{{ toJson $l }}`,
  'nested YAML': `${nested}{{ toYaml $l }}`,
  'nested printed': `${nested}{{ $l }}`,
  'nested copied': `${nested}{{ deepCopy $l | len }}`,
  'self YAML': `${inItself}{{ toYaml $d }}`,
  'self copied': `${inItself}{{ deepCopy $d }}`,
  'keys in loop': '{{ range until 900000 }}{{ $k := genPrivateKey "rsa" }}{{ end }}',
  'certs in loop': '{{ range until 900000 }}{{ $k := genCA "a" 1 }}{{ end }}',
  passwords: '{{ range until 900000 }}{{ $k := derivePassword 1 "long" "a" "b" "c" }}{{ end }}',
  bcrypt: '{{ range until 900000 }}{{ $k := bcrypt "x" }}{{ end }}',
  patterns: '{{ range until 900000 }}{{ $k := regexMatch (printf "((a{%d}){10}){10}" .) "a" }}{{ end }}',
  'regex grows': '{{ $s := "a" }}{{ range until 900000 }}{{ $s = regexReplaceAll "a" $s "aa" }}{{ end }}',
  'regex on long text':
    '{{ $s := repeat 900000 "ab" }}{{ range until 100 }}{{ $k := regexReplaceAll "(a|b)*c" $s "x" }}{{ end }}',
  'many long patterns': '{{ range until 900000 }}{{ $k := regexMatch (printf "(x+x+)+%d{900}" .) "a" }}{{ end }}',
  'list grows': '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l . }}{{ end }}',
  'map grows':
    '{{ $d := dict }}{{ range until 900000 }}{{ $_ := set $d (print . "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") (list .) }}{{ end }}',
  'huge tpl': '{{ tpl (repeat 1000000 "{{ 1 }}") . }}',
  'huge tpl in loop': '{{ $s := repeat 5000 "{{ 1 }}" }}{{ range until 900000 }}{{ tpl $s . }}{{ end }}',
  'huge tpl in loop 2': '{{ $s := repeat 50000 "{{ 1 }}" }}{{ range until 900000 }}{{ $x := tpl $s $ }}{{ end }}',
  'tpl of text': '{{ $s := repeat 1900000 "x" }}{{ range until 900000 }}{{ $x := tpl $s $ }}{{ end }}',
  'files in loop': '{{ range until 900000 }}{{ $k := ($.Files.Glob "**").AsConfig }}{{ end }}',
  'bytes of files':
    '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l ($.Files.GetBytes "file.txt") }}{{ end }}',
  lines: '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l ($.Files.Lines "file.txt") }}{{ end }}',
  split: '{{ $s := repeat 900000 "a," }}{{ range until 100 }}{{ $k := splitList "," $s }}{{ end }}',
  'split kept':
    '{{ $s := repeat 900000 "a," }}{{ $l := list }}{{ range until 100 }}{{ $l = append $l (splitList "," $s) }}{{ end }}',
  'split map': '{{ $s := repeat 900000 "a," }}{{ $k := split "," $s }}',
  indent: '{{ $s := repeat 900000 "a\\n" }}{{ range until 100 }}{{ $s = indent 10 $s }}{{ end }}',
  'yaml output deep': '{{ repeat 3000 "a: {" }}1{{ repeat 3000 "}" }}',
  'yaml deep lines': '{{ range $i, $e := until 5000 }}{{ repeat $i " " }}a:\n{{ end }}',
  'yaml aliases in output':
    'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n',
  'fromYaml aliases':
    '{{ fromYaml "a: &a [x,x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\\n" }}',
  'fromYaml big': '{{ $s := repeat 300000 "a: 1\\n" }}{{ range until 900 }}{{ $k := fromYaml $s }}{{ end }}',
  'fromJson big':
    '{{ $s := print "[" (repeat 300000 "[],") "1]" }}{{ $l := list }}{{ range until 900 }}{{ $l = append $l (fromJsonArray $s) }}{{ end }}',
  'fromJson deep': '{{ $s := print (repeat 300000 "[") (repeat 300000 "]") }}{{ fromJsonArray $s }}',
  manifests: '{{ range until 50000 }}---\nkind: A\n{{ end }}',
  'big manifest': '{{ range until 90000 }}a{{ . }}: {x: [1, 2], y: "{{ . }}"}\n{{ end }}',
  'big list manifest': 'a:\n{{ range until 300000 }}- {{ . }}\n{{ end }}',
  literal: 'a: |\n{{ range until 300000 }}  {{ . }}\n{{ end }}',
  'printf width': '{{ range until 900000 }}{{ $s := printf "%900000d" 1 }}{{ end }}',
  'printf width kept': '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l (printf "%900000d" 1) }}{{ end }}',
  'substr kept':
    '{{ $s := repeat 900000 "é" }}{{ $l := list }}{{ range until 900000 }}{{ $l = append $l (substr 1 800000 $s) }}{{ end }}',
  concat: '{{ $l := until 900000 }}{{ range until 100 }}{{ $l = concat $l $l }}{{ end }}',
  'reverse kept':
    '{{ $l := until 900000 }}{{ $k := list }}{{ range until 100 }}{{ $k = append $k (reverse $l) }}{{ end }}',
  'dict many': '{{ $k := list }}{{ range until 900000 }}{{ $k = list $k (dict "a" (dict "b" (dict "c" .))) }}{{ end }}',
  merge:
    '{{ $d := dict }}{{ range until 2000 }}{{ $_ := set $d (print .) (dict "a" .) }}{{ end }}{{ range until 900000 }}{{ $k := merge (dict) $d }}{{ end }}',
  variables: '{{ range until 900000 }}{{ $a := printf "%0999d" . }}{{ end }}',
  b64: '{{ $s := repeat 900000 "é" }}{{ range until 900 }}{{ $s = b64enc $s }}{{ end }}',
  sha: '{{ $s := repeat 9000000 "é" }}{{ range until 900 }}{{ $k := sha256sum $s }}{{ end }}',
  sortAlpha: '{{ $s := splitList "," (repeat 400000 "b,a,") }}{{ range until 900 }}{{ $k := sortAlpha $s }}{{ end }}',
  uniq: '{{ $l := list }}{{ range until 3000 }}{{ $l = append $l (list .) }}{{ end }}{{ $k := uniq $l }}{{ $k := uniq $l }}{{ $k := uniq $l }}',
  glob: '{{ range until 900000 }}{{ $k := $.Files.Glob (repeat 400 "**a") }}{{ end }}',
  semver: '{{ range until 900000 }}{{ $k := semverCompare (repeat 100 ">1 ") "1.2.3" }}{{ end }}',
  date: '{{ range until 900000 }}{{ $k := dateInZone (repeat 1000 "2006 ") 0 "Asia/Kolkata" }}{{ end }}',
  toToml: '{{ $l := until 900000 }}{{ range until 100 }}{{ $k := toToml (dict "a" $l) }}{{ end }}',
  'randAlphaNum kept': '{{ $l := list }}{{ range until 900000 }}{{ $l = append $l (randAlphaNum 100000) }}{{ end }}',
  'stray bytes': '{{ $s := repeat 3000000 "\\xff" }}{{ range until 100 }}{{ $k := upper $s }}{{ end }}',
  urlParse: '{{ range until 900000 }}{{ $k := urlParse (repeat 9000 "a/") }}{{ end }}',
  'required fails long': '{{ fail (repeat 9000000 "x") }}',
  'deep template nesting': '{{ if 1 }}'.repeat(20000) + '{{ end }}'.repeat(20000),
  'deep with': '{{ with 1 }}'.repeat(3000) + '{{ end }}'.repeat(3000),
  'long pipeline': '{{ 1 ' + '| print '.repeat(50000) + '}}',
  'yaml list by repeat': '{{ repeat 4000000 "- x\\n" }}',
  'yaml list by repeat 2': '{{ range until 15 }}{{ repeat 250000 "- x\\n" }}{{ end }}',
  'yaml flow by repeat': 'a: [{{ repeat 4000000 "[]," }}]',
  'yaml scalars': '{{ range until 2 }}{{ repeat 4000000 "- x\\n" }}{{ end }}',
  'yaml comments': '{{ repeat 5000000 "#\\n" }}',
  separators: '{{ repeat 4000000 "---\\n" }}',
  'many small output': '{{ range until 160 }}{{ repeat 100000 "é\\n" }}{{ end }}',
  'big template': '{{ print "abc" }}\n'.repeat(250000),
};
