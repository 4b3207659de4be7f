// Command again renders a chart with Helm's own packages in one process, and prints what a render takes of CPU once it is
// warm, for bench/charts to compare with: again ROUNDS CHART VALUES RELEASE NAMESPACE KUBERNETES.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"syscall"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	fake "helm.sh/helm/v4/pkg/kube/fake"
	"helm.sh/helm/v4/pkg/storage"
	"helm.sh/helm/v4/pkg/storage/driver"
	"sigs.k8s.io/yaml"
)

func main() {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	rounds := must(strconv.Atoi(os.Args[1]))
	var total float64
	for round := range 2 * rounds {
		// What Helm makes of a chart changes it, so it is read anew, which is not counted.
		chart := must(loader.LoadDir(os.Args[2]))
		values := map[string]any{}
		if err := yaml.Unmarshal(must(os.ReadFile(os.Args[3])), &values); err != nil {
			panic(err)
		}
		install := action.NewInstall(configuration())
		install.DryRunStrategy = action.DryRunClient
		install.ReleaseName, install.Namespace = os.Args[4], os.Args[5]
		install.KubeVersion = must(common.ParseKubeVersion(os.Args[6]))
		before := spent()
		must(install.RunWithContext(context.Background(), chart, values))
		if round >= rounds {
			total += spent() - before
		}
	}
	fmt.Println(total / float64(rounds))
}

func configuration() *action.Configuration {
	config := action.NewConfiguration()
	config.Releases = storage.Init(driver.NewMemory())
	config.KubeClient = &fake.PrintingKubeClient{Out: io.Discard}
	return config
}

// spent is what the whole process has used, garbage collection included.
func spent() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Sec+usage.Stime.Sec) + float64(usage.Utime.Usec+usage.Stime.Usec)/1e6
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
