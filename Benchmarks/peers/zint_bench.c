/* SPDX-License-Identifier: Apache-2.0 */
/* Measures zint the way EncodeBench measures Waymark: the microseconds from text to matrix, median of 31 batches of at
   least 5 ms, after a warm-up; the matrix only, no picture.
   usage: zint_bench FOLDER-OF-PAYLOADS */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zint.h>

enum { BATCHES = 31 };

struct payload {
    const char *name;
    int level;
    int length;
    unsigned char text[65536];
};

static double now_us(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int encode(const struct payload *payload) {
    struct zint_symbol *symbol = ZBarcode_Create();
    if (symbol == NULL) { perror(payload->name); exit(1); }
    symbol->symbology = BARCODE_QRCODE;
    symbol->input_mode = UNICODE_MODE;
    symbol->option_1 = payload->level;
    if (ZBarcode_Encode(symbol, payload->text, payload->length) >= ZINT_ERROR) {
        fprintf(stderr, "%s: %s\n", payload->name, symbol->errtxt);
        exit(1);
    }
    int width = symbol->width;
    ZBarcode_Delete(symbol);
    return width;
}

static int ascending(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

static double measure(const struct payload *payload) {
    static volatile int sink;
    double batches[BATCHES];
    long calls = 1;
    for (;; calls *= 2) {
        double start = now_us();
        for (long call = 0; call < calls; call++) sink += encode(payload);
        if (now_us() - start > 5000) break;
    }
    for (int batch = 0; batch < BATCHES; batch++) {
        double start = now_us();
        for (long call = 0; call < calls; call++) sink += encode(payload);
        batches[batch] = (now_us() - start) / calls;
    }
    qsort(batches, BATCHES, sizeof *batches, ascending);
    return batches[BATCHES / 2];
}

int main(int count, char **arguments) {
    static struct payload payloads[] = {
        {.name = "url", .level = 2}, {.name = "vcard", .level = 3}, {.name = "text", .level = 1}};
    if (count != 2) { fprintf(stderr, "usage: %s FOLDER-OF-PAYLOADS\n", arguments[0]); return 2; }
    printf("libzint %d\n", ZBarcode_Version());
    for (size_t index = 0; index < sizeof payloads / sizeof *payloads; index++) {
        struct payload *payload = &payloads[index];
        char path[4096];
        snprintf(path, sizeof path, "%s/%s.txt", arguments[1], payload->name);
        FILE *file = fopen(path, "rb");
        if (file == NULL) { perror(path); return 1; }
        payload->length = fread(payload->text, 1, sizeof payload->text - 1, file);
        fclose(file);
        printf("zint %s version %d %f us\n", payload->name, (encode(payload) - 17) / 4, measure(payload));
    }
    return 0;
}
