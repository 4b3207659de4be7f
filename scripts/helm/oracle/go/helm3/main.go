// Command helm3 renders HelmReleases as helm-controller 1.4 does, for scripts/helm/oracle to compare with.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"strings"

	v2 "github.com/fluxcd/helm-controller/api/v2"
	"github.com/fluxcd/pkg/chartutil"
	"github.com/go-logr/logr"
	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	helm "helm.sh/helm/v3/pkg/chartutil"
	fake "helm.sh/helm/v3/pkg/kube/fake"
	helmrelease "helm.sh/helm/v3/pkg/release"
	"helm.sh/helm/v3/pkg/storage"
	"helm.sh/helm/v3/pkg/storage/driver"

	"oracle/shared"
)

func main() {
	log.SetOutput(io.Discard)
	shared.Serve(render)
}

func render(q shared.Question, a *shared.Answer) error {
	release, err := shared.ReadRelease(q)
	if err != nil {
		return err
	}
	a.Name, a.Namespace, a.StorageNamespace = shared.ReleaseName(release), release.GetReleaseNamespace(), release.GetStorageNamespace()
	objects, err := shared.ReadObjects(q.Objects)
	if err != nil {
		return err
	}
	values, err := chartutil.ChartValuesFromReferences(context.Background(), logr.Discard(), objects, release.Namespace,
		release.GetValues(), release.Spec.ValuesFrom...)
	if err != nil {
		return &shared.Failed{Stage: "values", Err: err}
	}
	loaded, err := loader.LoadDir(q.Chart)
	if err != nil {
		return &shared.Failed{Stage: "chart", Err: err}
	}
	if loaded.Metadata.Version, err = q.Source.VersionOf(loaded.Metadata.Version); err != nil {
		return err
	}
	config, err := configuration(q, a)
	if err != nil {
		return err
	}
	if err := crds(q, a, release, loaded, values); err != nil {
		return err
	}
	made, err := run(q, a, config, release, loaded, values)
	if err != nil {
		return err
	}
	a.Manifest, a.Notes, a.ChartVersion = made.Manifest, made.Info.Notes, made.Chart.Metadata.Version
	for _, hook := range made.Hooks {
		a.Hooks = append(a.Hooks, asHook(hook))
	}
	return nil
}

func configuration(q shared.Question, a *shared.Answer) (*action.Configuration, error) {
	kube, err := helm.ParseKubeVersion(q.KubeVersion)
	if err != nil {
		return nil, err
	}
	capabilities := helm.DefaultCapabilities.Copy()
	// A cluster's version is taken as it is: getCapabilities of Helm's pkg/action.
	capabilities.KubeVersion = helm.KubeVersion{Version: "v" + strings.TrimPrefix(q.KubeVersion, "v"), Major: kube.Major, Minor: kube.Minor}
	capabilities.APIVersions = q.APIVersions
	memory := driver.NewMemory()
	memory.SetNamespace(a.StorageNamespace)
	config := &action.Configuration{
		Capabilities: capabilities, Releases: storage.Init(memory), Log: func(string, ...any) {},
		KubeClient: &fake.PrintingKubeClient{Out: io.Discard},
	}
	if q.Revision == 1 {
		return config, nil
	}
	former, err := loader.LoadDir(q.Former.Chart)
	if err != nil {
		return nil, &shared.Failed{Stage: "former", Err: err}
	}
	return config, config.Releases.Create(&helmrelease.Release{
		Name: a.Name, Namespace: a.Namespace, Version: q.Revision - 1, Chart: former, Config: q.Former.Values,
		Info: &helmrelease.Info{Status: helmrelease.StatusDeployed},
	})
}

func crds(q shared.Question, a *shared.Answer, release *v2.HelmRelease, loaded *chart.Chart, values helm.Values) error {
	policy, err := shared.CRDPolicy(release, q.Revision > 1)
	if err != nil {
		return err
	}
	a.Policy = string(policy)
	if len(loaded.CRDObjects()) == 0 || policy == v2.Skip {
		return nil
	}
	if err := helm.ProcessDependenciesWithMerge(loaded, values); err != nil {
		return fmt.Errorf("failed to apply CustomResourceDefinitions: failed to process chart dependencies: %w", err)
	}
	var files []shared.File
	for _, crd := range loaded.CRDObjects() {
		files = append(files, shared.File{Name: crd.Name, Data: crd.File.Data})
	}
	if a.CRDs, err = shared.ReadCRDs(files, release, q.DropsOtherCRDs); err != nil {
		return fmt.Errorf("failed to apply CustomResourceDefinitions: %w", err)
	}
	return nil
}

// run does as fluxcd/helm-controller internal/action/install.go newInstall, upgrade.go newUpgrade of 1.4.5, but for what only
// matters to a cluster.
func run(q shared.Question, a *shared.Answer, config *action.Configuration, release *v2.HelmRelease,
	loaded *chart.Chart, values helm.Values) (made *helmrelease.Release, err error) {
	renderer := &shared.PostRenderer{Release: release}
	if q.Revision == 1 {
		install := action.NewInstall(config)
		install.DryRun, install.DryRunOption = true, "server"
		install.ReleaseName, install.Namespace = a.Name, a.Namespace
		install.SkipSchemaValidation = release.GetInstall().DisableSchemaValidation
		install.Devel, install.SkipCRDs = true, true
		install.PostRenderer = renderer
		made, err = install.RunWithContext(context.Background(), loaded, values.AsMap())
	} else {
		upgrade := action.NewUpgrade(config)
		upgrade.DryRun, upgrade.DryRunOption = true, "server"
		upgrade.Namespace = a.Namespace
		upgrade.ResetValues, upgrade.ReuseValues = !release.GetUpgrade().PreserveValues, release.GetUpgrade().PreserveValues
		upgrade.SkipSchemaValidation = release.GetUpgrade().DisableSchemaValidation
		upgrade.Devel = true
		upgrade.PostRenderer = renderer
		made, err = upgrade.RunWithContext(context.Background(), a.Name, loaded, values.AsMap())
	}
	if err != nil {
		return nil, err
	}
	if (q.Revision == 1 && release.GetInstall().DisableHooks) || (q.Revision > 1 && release.GetUpgrade().DisableHooks) {
		made.Hooks = nil
	}
	return made, nil
}

func asHook(hook *helmrelease.Hook) shared.Hook {
	shown := shared.Hook{Path: hook.Path, Manifest: hook.Manifest, Weight: hook.Weight}
	for _, event := range hook.Events {
		shown.Events = append(shown.Events, string(event))
	}
	for _, policy := range hook.DeletePolicies {
		shown.DeletePolicies = append(shown.DeletePolicies, string(policy))
	}
	return shown
}
