// Package check holds the files of deploy/ against the schemas of those who read
// them, without a container engine.
package check

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

func TestCompose(t *testing.T) {
	options, err := cli.NewProjectOptions([]string{"../compose.yaml"}, cli.WithName("backchannel"))
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(t.Context()) // against the schema of the Compose specification
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"api", "loader"} {
		service, err := project.GetService(name)
		if err != nil {
			t.Fatal(err)
		}
		if !service.ReadOnly || service.User == "" || !slices.Contains(service.CapDrop, "ALL") || service.DependsOn["neo4j"].Condition != types.ServiceConditionHealthy {
			t.Errorf("%s is not locked down, or does not wait for Neo4j: %+v", name, service)
		}
		if len(service.Secrets) == 0 || service.Environment["NEO4J_PASSWORD"] != nil {
			t.Errorf("%s: the password is no secret", name)
		}
	}
	for name, service := range project.Services {
		if name != "loader" && service.HealthCheck == nil {
			t.Errorf("%s has no health check", name)
		}
		for _, port := range service.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s offers port %s to the world", name, port.Published)
			}
		}
	}
}

// kinds are the objects of deploy/k8s; each document is read strictly as its own.
var kinds = map[string]func() any{
	"v1/Namespace": func() any { return new(corev1.Namespace) }, "v1/Service": func() any { return new(corev1.Service) }, "v1/PersistentVolumeClaim": func() any { return new(corev1.PersistentVolumeClaim) },
	"apps/v1/Deployment": func() any { return new(appsv1.Deployment) }, "apps/v1/StatefulSet": func() any { return new(appsv1.StatefulSet) }, "batch/v1/CronJob": func() any { return new(batchv1.CronJob) },
	"networking.k8s.io/v1/NetworkPolicy": func() any { return new(networkingv1.NetworkPolicy) }, "policy/v1/PodDisruptionBudget": func() any { return new(policyv1.PodDisruptionBudget) },
}

func TestKubernetes(t *testing.T) {
	raw, err := os.ReadFile("../k8s/kustomization.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var kustomization struct{ Resources []string }
	if err := yaml.Unmarshal(raw, &kustomization); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range kustomization.Resources {
		for _, document := range documents(t, filepath.Join("../k8s", file)) {
			var head struct {
				APIVersion, Kind string
				Metadata         struct{ Name string }
			}
			if err := yaml.Unmarshal(document, &head); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			object := kinds[head.APIVersion+"/"+head.Kind]
			if object == nil {
				t.Errorf("%s: unexpected %s/%s", file, head.APIVersion, head.Kind)
				continue
			}
			seen++
			into := object()
			if err := yaml.UnmarshalStrict(document, into); err != nil {
				t.Errorf("%s: %s %s: %v", file, head.Kind, head.Metadata.Name, err)
			}
			if faults := validation.IsDNS1123Subdomain(head.Metadata.Name); len(faults) > 0 {
				t.Errorf("%s: name %q: %v", file, head.Metadata.Name, faults)
			}
			checkObject(t, into)
		}
	}
	if seen < 12 {
		t.Errorf("only %d objects", seen)
	}
}

func documents(t *testing.T, path string) [][]byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(raw)))
	var all [][]byte
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(bytes.TrimSpace(document)) > 0 {
			all = append(all, document)
		}
	}
}

// checkObject looks for what a cluster accepts and an operator should not.
func checkObject(t *testing.T, object any) {
	t.Helper()
	switch o := object.(type) {
	case *appsv1.Deployment:
		checkPod(t, o.Name, o.Spec.Template.Spec, true)
		checkLabels(t, o.Name, o.Spec.Selector.MatchLabels, o.Spec.Template.Labels)
	case *appsv1.StatefulSet:
		checkPod(t, o.Name, o.Spec.Template.Spec, true)
		checkLabels(t, o.Name, o.Spec.Selector.MatchLabels, o.Spec.Template.Labels)
	case *batchv1.CronJob:
		checkPod(t, o.Name, o.Spec.JobTemplate.Spec.Template.Spec, false)
		if o.Spec.ConcurrencyPolicy != batchv1.ForbidConcurrent {
			t.Errorf("%s may run twice at once", o.Name)
		}
	}
}

func checkLabels(t *testing.T, name string, selector, labels map[string]string) {
	t.Helper()
	for key, value := range selector {
		if labels[key] != value {
			t.Errorf("%s selects %s=%s, which its pods are not", name, key, value)
		}
	}
}

func checkPod(t *testing.T, name string, pod corev1.PodSpec, probes bool) {
	t.Helper()
	if pod.SecurityContext == nil || pod.SecurityContext.RunAsNonRoot == nil || !*pod.SecurityContext.RunAsNonRoot {
		t.Errorf("%s may run as root", name)
	}
	for _, c := range pod.Containers {
		if c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().IsZero() {
			t.Errorf("%s: no bounds on memory", name)
		}
		if probes && (c.ReadinessProbe == nil || c.LivenessProbe == nil) {
			t.Errorf("%s: no probes", name)
		}
		for _, e := range c.Env {
			if strings.Contains(e.Name, "PASSWORD") && e.Value != "" {
				t.Errorf("%s: %s stands in the manifest", name, e.Name)
			}
		}
	}
}

func TestDashboard(t *testing.T) {
	raw, err := os.ReadFile("../grafana/backchannel.json")
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Title  string
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(raw, &dashboard); err != nil {
		t.Fatal(err)
	}
	ids := map[int]bool{}
	for _, p := range dashboard.Panels {
		if ids[p.ID] || p.Title == "" || len(p.Targets) == 0 || p.Targets[0].Expr == "" {
			t.Errorf("panel %d %q", p.ID, p.Title)
		}
		ids[p.ID] = true
	}
	if len(ids) < 8 {
		t.Errorf("only %d panels", len(ids))
	}
}
