package memcache

import (
	"reflect"
	"time"
)

// locationType is the zone that a time points to, which all times share.
var locationType = reflect.TypeFor[*time.Location]()

// size is about how many bytes a value takes, with all that it points to. What
// is pointed to twice counts twice.
func size(value any) int {
	v := reflect.ValueOf(value)
	if !v.IsValid() {
		return 0
	}
	return int(v.Type().Size()) + beyond(v)
}

// beyond is what a value points to.
func beyond(v reflect.Value) int {
	switch v.Kind() {
	case reflect.String:
		return v.Len()
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Type() == locationType {
			return 0
		}
		return int(v.Elem().Type().Size()) + beyond(v.Elem())
	case reflect.Slice:
		return v.Cap()*int(v.Type().Elem().Size()) + elements(v)
	case reflect.Array:
		return elements(v)
	case reflect.Map:
		n := 0
		for iter := v.MapRange(); iter.Next(); {
			n += int(v.Type().Key().Size()+v.Type().Elem().Size()) + beyond(iter.Key()) + beyond(iter.Value())
		}
		return n
	case reflect.Struct:
		n := 0
		for i := range v.NumField() {
			n += beyond(v.Field(i))
		}
		return n
	default:
		return 0
	}
}

// elements is what the elements of a list point to.
func elements(v reflect.Value) int {
	if flat(v.Type().Elem().Kind()) {
		return 0
	}
	n := 0
	for i := range v.Len() {
		n += beyond(v.Index(i))
	}
	return n
}

// flat tells the kinds that point to nothing.
func flat(k reflect.Kind) bool { return k >= reflect.Bool && k <= reflect.Complex128 }
