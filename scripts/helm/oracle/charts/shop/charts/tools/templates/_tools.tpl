{{- define "tools.shout" -}}{{ upper . }}{{- end }}
