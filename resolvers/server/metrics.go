package server

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
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

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
