/* SPDX-License-Identifier: Apache-2.0 */
/* Measures libqrencode, and libqrencode with libpng, the way EncodeBench and RenderBench measure Waymark:
   the microseconds of one call, median of 31 batches of at least 5 ms, after a warm-up.
   usage: qrencode_bench FOLDER-OF-PAYLOADS */
#include <png.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCHES = 31, MARGIN = 4 };

struct payload {
    const char *name;
    QRecLevel level;
    int pixels_per_module;
    char text[65536];
};

struct output {
    unsigned char *bytes;
    size_t count, room;
};

static double now_us(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void append(png_structp png, png_bytep bytes, png_size_t count) {
    struct output *output = png_get_io_ptr(png);
    if (output->count + count > output->room) {
        output->room = 2 * (output->count + count);
        output->bytes = realloc(output->bytes, output->room);
    }
    memcpy(output->bytes + output->count, bytes, count);
    output->count += count;
}

static void flush(png_structp png) { (void)png; }

static QRcode *encode(const struct payload *payload) {
    QRcode *code = QRcode_encodeString(payload->text, 0, payload->level, QR_MODE_8, 1);
    if (code == NULL) { perror(payload->name); exit(1); }
    return code;
}

/* A 1-bit grey PNG, filter none, deflate level 6, as the qrencode program writes it but without opening a file. */
static size_t write_png(const struct payload *payload, struct output *output) {
    QRcode *code = encode(payload);
    int scale = payload->pixels_per_module, side = (code->width + 2 * MARGIN) * scale;
    size_t stride = (side + 7) / 8;
    unsigned char *row = malloc(stride);
    output->count = 0;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, output, append, flush);
    png_set_IHDR(png, info, side, side, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);
    png_set_filter(png, 0, PNG_FILTER_NONE);
    png_write_info(png, info);
    for (int y = -MARGIN; y < code->width + MARGIN; y++) {
        memset(row, 0xff, stride);
        for (int x = 0; y >= 0 && y < code->width && x < code->width; x++) {
            if (!(code->data[y * code->width + x] & 1)) continue;
            for (int p = (x + MARGIN) * scale; p < (x + MARGIN + 1) * scale; p++) row[p / 8] &= ~(0x80 >> p % 8);
        }
        for (int line = 0; line < scale; line++) png_write_row(png, row);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(row);
    QRcode_free(code);
    return output->count;
}

static size_t encode_only(const struct payload *payload, struct output *output) {
    (void)output;
    QRcode *code = encode(payload);
    size_t width = code->width;
    QRcode_free(code);
    return width;
}

static int ascending(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

static double measure(size_t (*body)(const struct payload *, struct output *), const struct payload *payload) {
    static volatile size_t sink;
    struct output output = {0};
    double batches[BATCHES];
    long calls = 1;
    for (;; calls *= 2) {
        double start = now_us();
        for (long call = 0; call < calls; call++) sink += body(payload, &output);
        if (now_us() - start > 5000) break;
    }
    for (int batch = 0; batch < BATCHES; batch++) {
        double start = now_us();
        for (long call = 0; call < calls; call++) sink += body(payload, &output);
        batches[batch] = (now_us() - start) / calls;
    }
    free(output.bytes);
    qsort(batches, BATCHES, sizeof *batches, ascending);
    return batches[BATCHES / 2];
}

static void read_payload(struct payload *payload, const char *folder) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.txt", folder, payload->name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) { perror(path); exit(1); }
    payload->text[fread(payload->text, 1, sizeof payload->text - 1, file)] = 0;
    fclose(file);
}

int main(int count, char **arguments) {
    static struct payload payloads[] = {
        {.name = "url", .level = QR_ECLEVEL_M, .pixels_per_module = 24},
        {.name = "vcard", .level = QR_ECLEVEL_Q, .pixels_per_module = 10},
        {.name = "text", .level = QR_ECLEVEL_L, .pixels_per_module = 6},
    };
    if (count != 2) { fprintf(stderr, "usage: %s FOLDER-OF-PAYLOADS\n", arguments[0]); return 2; }
    printf("libqrencode %s, libpng %s\n", QRcode_APIVersionString(), png_get_libpng_ver(NULL));
    for (size_t index = 0; index < sizeof payloads / sizeof *payloads; index++) {
        struct payload *payload = &payloads[index];
        read_payload(payload, arguments[1]);
        QRcode *code = encode(payload);
        struct output output = {0};
        size_t bytes = write_png(payload, &output);
        int side = (code->width + 2 * MARGIN) * payload->pixels_per_module;
        printf("libqrencode %s version %d %f us\n", payload->name, code->version, measure(encode_only, payload));
        printf("libqrencode %s png %d px %zu bytes %f us\n", payload->name, side, bytes, measure(write_png, payload));
        QRcode_free(code);
        free(output.bytes);
    }
    return 0;
}
