/* file_check.c - what a file really is, by its bytes: PNG and JPEG here, PDF in pdf_check.c. */
#include "file_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "pdf_check.h"

enum { PIXELS_MAX = 400 * 1000 * 1000, PNG_HEAD = 8, PNG_AROUND = 12, IHDR_LEN = 13 };

static const struct sentence damaged = {
	"图片不完整或已损坏，请重新拍照、扫描或另存后再上传",
	"The image is damaged or not whole: take, scan or save it again" };

static uint32_t
big32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool
is_size(uint32_t width, uint32_t height)
{
	return width > 0 && height > 0 && (uint64_t)width * height <= PIXELS_MAX;
}

/* A chunk is its length, four letters, the data and a sum over letters and data. */
static bool
png_is_whole(const uint8_t *p, size_t len)
{
	size_t at = PNG_HEAD;
	bool pixels = false;

	while (len - at >= PNG_AROUND) {
		uint32_t n = big32(p + at);
		const uint8_t *name = p + at + 4;

		if (n > len - at - PNG_AROUND || crc32(0, name, n + 4) != big32(name + 4 + n))
			return false;
		if (at == PNG_HEAD && (n != IHDR_LEN || memcmp(name, "IHDR", 4) != 0 ||
		    !is_size(big32(name + 4), big32(name + 8))))
			return false;
		pixels = pixels || memcmp(name, "IDAT", 4) == 0;
		at += PNG_AROUND + n;
		if (memcmp(name, "IEND", 4) == 0)
			return pixels && at == len;
	}
	return false;
}

static bool
is_frame(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Whether an end of image stands in what is left. */
static bool
jpeg_ends(const uint8_t *p, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if (p[i] == 0xFF && p[i + 1] == 0xD9)
			return true;
	return false;
}

static bool
jpeg_is_whole(const uint8_t *p, size_t len)
{
	bool frame = false;
	size_t at = 2;

	while (len - at >= 4 && p[at] == 0xFF) {
		uint8_t marker = p[at + 1];
		size_t n = (size_t)p[at + 2] << 8 | p[at + 3];

		if (marker == 0xFF) {	/* filling */
			at++;
			continue;
		}
		if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xD9) || n < 2 || n > len - at - 2)
			return false;
		if (is_frame(marker)) {
			if (n < 8 || !is_size((uint32_t)p[at + 7] << 8 | p[at + 8],
			    (uint32_t)p[at + 5] << 8 | p[at + 6]))
				return false;
			frame = true;
		}
		at += 2 + n;
		if (marker == 0xDA)
			return frame && jpeg_ends(p + at, len - at);
	}
	return false;
}

const char *
file_check(struct arena *a, const void *data, size_t len, struct sentence *fault_r)
{
	static const uint8_t png[PNG_HEAD] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
	const uint8_t *p = data;

	if (len > FILE_CHECK_BYTES_MAX) {
		*fault_r = (struct sentence){ "文件超过 25 MB，请压缩或拆分后再上传",
			"The file is larger than 25 MB: compress or split it" };
		return NULL;
	}
	if (len > PNG_HEAD && memcmp(p, png, PNG_HEAD) == 0) {
		*fault_r = damaged;
		return png_is_whole(p, len) ? "image/png" : NULL;
	}
	if (len > 4 && p[0] == 0xFF && p[1] == 0xD8 && p[2] == 0xFF) {
		*fault_r = damaged;
		return jpeg_is_whole(p, len) ? "image/jpeg" : NULL;
	}
	if (len > 5 && memcmp(p, "%PDF-", 5) == 0)
		return pdf_check(a, p, len, fault_r) ? "application/pdf" : NULL;
	*fault_r = (struct sentence){ "只接受 PDF、JPEG 和 PNG；这个文件的内容不是其中任何一种",
		"Only PDF, JPEG and PNG are taken, and this file's content is none of them" };
	return NULL;
}
