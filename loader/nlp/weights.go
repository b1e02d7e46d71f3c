package nlp

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/vmihailenco/msgpack/v5"
)

// array is a weight as a model file stores it.
type array struct {
	shape  []int
	values []float32
}

func (a array) is(shape ...int) bool {
	if len(a.shape) != len(shape) {
		return false
	}
	for i, n := range shape {
		if a.shape[i] != n {
			return false
		}
	}
	return true
}

// layer is what a model file says of a node that has weights.
type layer struct {
	name    string
	weights map[string]array
}

// decode reads MessagePack with maps of any keys: spaCy writes numbers, strings
// and bytes.
func decode(b []byte) (any, error) {
	d := msgpack.NewDecoder(bytes.NewReader(b))
	d.SetMapDecoder(func(d *msgpack.Decoder) (any, error) {
		n, err := d.DecodeMapLen()
		if err != nil {
			return nil, err
		}
		m := make(map[string]any, max(0, min(n, 1<<16)))
		for range n {
			k, err := d.DecodeInterface()
			if err != nil {
				return nil, err
			}
			v, err := d.DecodeInterface()
			if err != nil {
				return nil, err
			}
			m[key(k)] = v
		}
		return m, nil
	})
	return d.DecodeInterface()
}

// key writes a map key as text.
func key(k any) string {
	switch k := k.(type) {
	case string:
		return k
	case []byte:
		return string(k)
	}
	return fmt.Sprint(k)
}

// readLayers reads the nodes of a model file that have weights, in file order.
func readLayers(b []byte) ([]layer, error) {
	v, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	file, _ := v.(map[string]any)
	nodes, _ := file["nodes"].([]any)
	params, _ := file["params"].([]any)
	if len(nodes) == 0 || len(nodes) != len(params) {
		return nil, fmt.Errorf("%d nodes and %d parameter sets", len(nodes), len(params))
	}
	var layers []layer
	for i := range nodes {
		node, _ := nodes[i].(map[string]any)
		name, _ := node["name"].(string)
		p, _ := params[i].(map[string]any)
		l := layer{name: name, weights: map[string]array{}}
		for k, v := range p {
			if v == nil {
				continue
			}
			a, err := readArray(v)
			if err != nil {
				return nil, fmt.Errorf("node %d (%s), parameter %s: %w", i, name, k, err)
			}
			l.weights[k] = a
		}
		if len(l.weights) > 0 {
			layers = append(layers, l)
		}
	}
	return layers, nil
}

func readArray(v any) (array, error) {
	m, _ := v.(map[string]any)
	kind := key(m["type"])
	if kind != "<f4" {
		return array{}, fmt.Errorf("numbers of type %q", kind)
	}
	data, ok := m["data"].([]byte)
	if !ok {
		return array{}, fmt.Errorf("no data")
	}
	var a array
	n := 1
	dims, _ := m["shape"].([]any)
	for _, d := range dims {
		k, err := number(d)
		if err != nil {
			return array{}, err
		}
		a.shape = append(a.shape, k)
		n *= k
	}
	if n*4 != len(data) {
		return array{}, fmt.Errorf("shape %v and %d bytes", a.shape, len(data))
	}
	a.values = make([]float32, n)
	for i := range a.values {
		f := math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if f != f || f > math.MaxFloat32 || f < -math.MaxFloat32 {
			return array{}, fmt.Errorf("value %d is not a number", i)
		}
		a.values[i] = f
	}
	return a, nil
}

func number(v any) (int, error) {
	switch n := v.(type) {
	case int8:
		return int(n), nil
	case int16:
		return int(n), nil
	case int32:
		return int(n), nil
	case int64:
		return int(n), nil
	case uint8:
		return int(n), nil
	case uint16:
		return int(n), nil
	case uint32:
		return int(n), nil
	case uint64:
		return int(n), nil
	}
	return 0, fmt.Errorf("%v is no whole number", v)
}
