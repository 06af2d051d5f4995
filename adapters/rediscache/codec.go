package rediscache

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"reflect"
	"strings"
	"sync"

	"github.com/fxamacker/cbor/v2"
)

// codecVersion goes up when the form of what is kept changes. The types of
// values count themselves: see codec.version.
const codecVersion = 2

// errOther is a value that another version of the program wrote, or that was
// written under another key or in part.
var errOther = errors.New("a value of another version or key")

// header is what stands before a value: eight bytes that tell the version of its
// type, and four of a checksum (CRC-32C) over its key and the rest.
const header = 8 + 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec turns values into bytes and back: a header, then CBOR (RFC 8949).
type codec struct {
	enc      cbor.EncMode
	dec      cbor.DecMode
	versions sync.Map // reflect.Type -> uint64
}

func newCodec() (*codec, error) {
	enc, err := cbor.EncOptions{Time: cbor.TimeUnixDynamic}.EncMode()
	if err != nil {
		return nil, fmt.Errorf("make an encoder: %w", err)
	}
	dec, err := cbor.DecOptions{MaxArrayElements: 1 << 20, DupMapKey: cbor.DupMapKeyEnforcedAPF}.DecMode()
	if err != nil {
		return nil, fmt.Errorf("make a decoder: %w", err)
	}
	return &codec{enc: enc, dec: dec}, nil
}

// encode encodes what v points to, to be kept under a key.
func (c *codec) encode(key string, v any) ([]byte, error) {
	body, err := c.enc.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	data := binary.BigEndian.AppendUint64(make([]byte, 0, header+len(body)), c.version(v))
	return append(binary.BigEndian.AppendUint32(data, checksum(key, body)), body...), nil
}

// decode decodes what was kept under a key into what v points to. Bytes that
// encode would not have made for it are errOther.
func (c *codec) decode(key string, data []byte, v any) error {
	if len(data) < header || binary.BigEndian.Uint64(data) != c.version(v) ||
		binary.BigEndian.Uint32(data[8:]) != checksum(key, data[header:]) {
		return errOther
	}
	if err := c.dec.Unmarshal(data[header:], v); err != nil {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	return nil
}

func checksum(key string, body []byte) uint32 {
	return crc32.Update(crc32.Checksum([]byte(key), castagnoli), castagnoli, body)
}

// version is a hash of all fields and types of a value, so that whoever changes
// one need not remember that it is cached.
func (c *codec) version(v any) uint64 {
	t := reflect.TypeOf(v)
	if known, ok := c.versions.Load(t); ok {
		return known.(uint64)
	}
	var made strings.Builder
	describe(&made, t, map[reflect.Type]bool{})
	h := fnv.New64a()
	h.Write([]byte(fmt.Sprint(codecVersion, made.String())))
	sum := h.Sum64()
	c.versions.Store(t, sum)
	return sum
}

var marshals = reflect.TypeFor[encoding.BinaryMarshaler]()

// describe writes what a type is made of.
func describe(w *strings.Builder, t reflect.Type, seen map[reflect.Type]bool) {
	w.WriteString(t.String() + ":" + t.Kind().String() + ";")
	if seen[t] || t.Implements(marshals) {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Map:
		describe(w, t.Key(), seen)
		describe(w, t.Elem(), seen)
	case reflect.Pointer, reflect.Slice, reflect.Array:
		describe(w, t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			w.WriteString(f.Name + " " + string(f.Tag) + " ")
			describe(w, f.Type, seen)
		}
	default:
	}
}
