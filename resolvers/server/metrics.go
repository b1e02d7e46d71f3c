package server

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"backchannel/resolvers/answers"
)

// metrics are what operators watch. They name codes, never clients or queries.
type metrics struct {
	registry   *prometheus.Registry
	operations *prometheus.CounterVec
	duration   prometheus.Histogram
	inFlight   prometheus.Gauge
	streams    prometheus.Gauge
}

func newMetrics() *metrics {
	m := &metrics{
		registry:   prometheus.NewRegistry(),
		operations: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "backchannel_operations_total", Help: "GraphQL operations by outcome."}, []string{"code"}),
		duration: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "backchannel_operation_seconds", Help: "Time of GraphQL operations.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "backchannel_operations_in_flight", Help: "GraphQL operations being executed."}),
		streams:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "backchannel_streams", Help: "Connections of subscribers."}),
	}
	m.registry.MustRegister(m.operations, m.duration, m.inFlight, m.streams,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// watch shows how a keeper of answers does.
func (m *metrics) watch(k *answers.Keeper) {
	for _, source := range []struct {
		name  string
		count func(answers.Counts) int
	}{{"kept", func(c answers.Counts) int { return c.Kept }}, {"graph", func(c answers.Counts) int { return c.Fresh }}} {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "backchannel_answers_total", Help: "Answers by where they came from.", ConstLabels: prometheus.Labels{"from": source.name},
		}, func() float64 { return float64(source.count(k.Counts())) }))
	}
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "backchannel_answers_bytes", Help: "Bytes of the answers that are kept."},
		func() float64 { return float64(k.Counts().Bytes) }))
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
