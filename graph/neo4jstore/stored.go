package neo4jstore

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
)

// encode returns a value as JSON without the fields that are zero: a field that
// the domain gains later changes nothing that is stored, and no hash of it.
func encode(v any) string { return string(appendJSON(nil, reflect.ValueOf(v))) }

// hashOf returns a short hash of a value, and the same one for as long as the
// fields that it does not use are added or dropped.
func hashOf(v any) string { return shortHash(encode(v)) }

// shortHash is half of a SHA-256, which is enough to tell texts apart.
func shortHash(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:32] }

// hashBefore is hashOf as earlier builds had it, zero fields and all.
func hashBefore(v any) string { return shortHash(string(plainJSON(v))) }

// plainJSON returns a value as JSON, zero fields and all.
func plainJSON(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("neo4jstore: domain types encode as JSON: " + err.Error())
	}
	return raw
}

// appendJSON appends a value as encode has it.
func appendJSON(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Struct:
		if _, ok := v.Interface().(json.Marshaler); ok {
			return append(b, plainJSON(v.Interface())...)
		}
		return appendFields(b, v)
	case reflect.Slice:
		return appendList(append(b, '['), v.Len(), ']', func(b []byte, i int) []byte { return appendJSON(b, v.Index(i)) })
	case reflect.Interface:
		return appendJSON(b, v.Elem())
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	default:
		return append(b, plainJSON(v.Interface())...)
	}
}

// appendFields appends those fields of a struct that hold something.
func appendFields(b []byte, v reflect.Value) []byte {
	var used []int
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() && (f.Kind() != reflect.Slice || f.Len() > 0) {
			used = append(used, i)
		}
	}
	return appendList(append(b, '{'), len(used), '}', func(b []byte, i int) []byte {
		b = strconv.AppendQuote(b, v.Type().Field(used[i]).Name)
		return appendJSON(append(b, ':'), v.Field(used[i]))
	})
}

// appendList appends n items, and the bracket that ends them.
func appendList(b []byte, n int, end byte, item func(b []byte, i int) []byte) []byte {
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(b, i)
	}
	return append(b, end)
}
