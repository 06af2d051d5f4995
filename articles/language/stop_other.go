package language

// Function words, folded and sorted by bytes.
var (
	// stopsVI: Vietnamese.
	stopsVI = []string{
		"ai", "anh", "ay", "ba", "bang", "bi", "boi", "ca", "cac", "cai", "can", "cang", "chang", "chi", "chiec",
		"cho", "chua", "chung", "co", "con", "cu", "cua", "cung", "da", "dang", "dau", "day", "de", "den", "deu",
		"di", "do", "du", "duoc", "duoi", "em", "gi", "giua", "hay", "het", "ho", "hoac", "hon", "khi", "khong",
		"kia", "la", "lai", "lam", "len", "luc", "ma", "minh", "moi", "mot", "nao", "nay", "nen", "neu", "ngoai",
		"nhat", "nhau", "nhien", "nhu", "nhung", "no", "ong", "phai", "qua", "ra", "rang", "rat", "sao", "sau",
		"se", "song", "ta", "tai", "tao", "the", "theo", "thi", "toi", "tren", "trong", "truoc", "tu", "tung",
		"tuy", "va", "van", "vao", "vay", "ve", "vi", "voi", "vua", "xuong",
	}
)
