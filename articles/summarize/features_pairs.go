package summarize

// pairs fills in what pairs of neighbouring words tell: phrases that come back
// are what an article is about, more surely than words that do.
func (d *document) pairs(xs []vector, v *vocabulary) {
	p := pairing{ids: make(map[[2]int32]int32, 512)}
	title := p.number(d.titleWords, v)
	inTitle := len(p.count)
	of := make([][]int32, len(d.units))
	for i := range d.units {
		of[i] = p.number(d.units[i].words, v)
		for _, id := range of[i] {
			p.count[id]++
			if i < leadUnits {
				p.lead[id]++
			}
		}
	}
	for i, ids := range of {
		x := &xs[i]
		var back, titled float64
		for _, id := range ids {
			again := p.count[id] - 1
			back += is(again > 0)
			x[fPairsZ] += float64(again)
			titled += is(int(id) < inTitle)
			x[fPairsLead] += is(p.lead[id] > 1 || p.lead[id] == 1 && i >= leadUnits)
		}
		x[fPairs] = back / float64(max(1, len(ids)))
		x[fTitlePairs] = titled / float64(max(1, len(title)))
	}
}

// pairing numbers pairs of words and counts them.
type pairing struct {
	ids   map[[2]int32]int32
	count []int // by number: in the article
	lead  []int // by number: in its first sentences
}

// number returns the numbers of the pairs in which both words say something.
func (p *pairing) number(words []int32, v *vocabulary) []int32 {
	var out []int32
	for i := 1; i < len(words); i++ {
		pair := [2]int32{words[i-1], words[i]}
		if v.idf[pair[0]] <= 0 || v.idf[pair[1]] <= 0 {
			continue
		}
		id, ok := p.ids[pair]
		if !ok {
			id = int32(len(p.count))
			p.ids[pair] = id
			p.count, p.lead = append(p.count, 0), append(p.lead, 0)
		}
		out = append(out, id)
	}
	return out
}
