/** @returns names that are counted from 1. */
export function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}

/** @returns a FluxKustomization; `more` are lines of its spec. */
export function flux(name: string, path: string, more: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
${more}  sourceRef:
    kind: GitRepository
    name: flux-system
`;
}

/** @returns the source that stands for the repository, in a cluster of its own. */
export function source(cluster: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
  labels: {cluster: ${cluster}}
spec:
  interval: 1m
  ref:
    branch: main
  url: https://git.example/fleet
`;
}

/** @returns a Deployment of one container, which mounts a ConfigMap. */
export function deployment(app: string, version: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ${app}
  template:
    metadata:
      labels:
        app: ${app}
    spec:
      serviceAccountName: ${app}
      securityContext:
        runAsNonRoot: true
      containers:
        - name: server
          image: registry.example/${app}:${version}
          args: [--config, /etc/app/settings.ini]
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
          readinessProbe:
            httpGet: {path: /healthz, port: http}
          volumeMounts:
            - name: settings
              mountPath: /etc/app
      volumes:
        - name: settings
          configMap:
            name: settings
`;
}

/** @returns a patch of a Deployment, which gives it so many replicas. */
export function replicasPatch(app: string, replicas: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${app}\nspec:\n  replicas: ${replicas}\n`;
}

/** @returns the Service before a Deployment. */
export function service(app: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${app}
spec:
  selector:
    app: ${app}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

/** @returns the ServiceAccount of a Deployment. */
export function account(app: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${app}\n`;
}

/** @returns the PodDisruptionBudget of a Deployment. */
export function budget(app: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${app}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: ${app}
`;
}

/** @returns a Namespace. */
export function namespace(app: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${app}\n`;
}

/** @returns the HelmRepository of a chart, which many clusters may have. */
export function chartRepository(name: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: ${name}
  namespace: ${name}
spec:
  interval: 1h
  url: https://charts.example/${name}
`;
}

/** @returns the HelmRelease of a chart that has the release's name. */
export function release(name: string, version: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: ${name}
spec:
  interval: 30m
  chart:
    spec:
      chart: ${name}
      version: ${version}
      sourceRef: {kind: HelmRepository, name: ${name}}
  install: {crds: Create}
  values:
    replicaCount: 1
    resources:
      requests: {cpu: 100m, memory: 64Mi}
`;
}
