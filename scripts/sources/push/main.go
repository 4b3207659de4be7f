// Pushes to a registry of this machine what the programs push that people use: a folder as `flux push artifact` does, the
// archive of a chart as `helm push` does.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/fluxcd/pkg/oci"
	"helm.sh/helm/v4/pkg/registry"
)

func main() {
	if len(os.Args) != 6 {
		log.Fatal("usage: push artifact|chart host/name:tag PATH NAME PASSWORD")
	}
	kind, reference, path, name, password := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	digest, err := push(kind, reference, path, name, password)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(digest)
}

func push(kind, reference, path, name, password string) (string, error) {
	if kind == "chart" {
		return pushChart(reference, path, name, password)
	}
	client := oci.NewClient(oci.DefaultOptions())
	if err := client.LoginWithCredentials(name + ":" + password); err != nil {
		return "", err
	}
	return client.Push(context.Background(), reference, path)
}

func pushChart(reference, path, name, password string) (string, error) {
	archive, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	client, err := registry.NewClient(registry.ClientOptPlainHTTP(), registry.ClientOptBasicAuth(name, password))
	if err != nil {
		return "", err
	}
	pushed, err := client.Push(archive, reference)
	if err != nil {
		return "", err
	}
	return pushed.Manifest.Digest, nil
}
