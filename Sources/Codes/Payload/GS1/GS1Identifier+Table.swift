// SPDX-License-Identifier: Apache-2.0
// Data table

extension GS1Identifier {
    /// The application identifiers of the GS1 General Specifications, section 3.2, one a line: the identifier, in which
    /// `#` stands for a number of decimals, the format, and the data title.
    ///
    /// A format is a row of parts: `n` digits, `x` characters of set 82, `y` of set 39, `z` of base64url; a length, or
    /// the greatest after `..`; then `c` for a check digit at the end, `k` for a pair of check characters, `d` for a date,
    /// `D` for a date whose day may be 00. Parts in brackets may be missing.
    static let table = """
        00 n18c SSCC
        01 n14c GTIN
        02 n14c CONTENT
        03 n14c MTO GTIN
        10 x..20 BATCH/LOT
        11 n6D PROD DATE
        12 n6D DUE DATE
        13 n6D PACK DATE
        15 n6D BEST BEFORE
        16 n6D SELL BY
        17 n6D USE BY OR EXPIRY
        20 n2 VARIANT
        21 x..20 SERIAL
        22 x..20 CPV
        235 x..28 TPX
        240 x..30 ADDITIONAL ID
        241 x..30 CUST. PART No.
        242 n..6 MTO VARIANT
        243 x..20 PCN
        250 x..30 SECONDARY SERIAL
        251 x..30 REF. TO SOURCE
        253 n13c[x..17] GDTI
        254 x..20 GLN EXTENSION COMPONENT
        255 n13c[n..12] GCN
        30 n..8 VAR. COUNT
        310# n6 NET WEIGHT (kg)
        311# n6 LENGTH (m)
        312# n6 WIDTH (m)
        313# n6 HEIGHT (m)
        314# n6 AREA (m²)
        315# n6 NET VOLUME (l)
        316# n6 NET VOLUME (m³)
        320# n6 NET WEIGHT (lb)
        321# n6 LENGTH (in)
        322# n6 LENGTH (ft)
        323# n6 LENGTH (yd)
        324# n6 WIDTH (in)
        325# n6 WIDTH (ft)
        326# n6 WIDTH (yd)
        327# n6 HEIGHT (in)
        328# n6 HEIGHT (ft)
        329# n6 HEIGHT (yd)
        330# n6 GROSS WEIGHT (kg)
        331# n6 LENGTH (m), log
        332# n6 WIDTH (m), log
        333# n6 HEIGHT (m), log
        334# n6 AREA (m²), log
        335# n6 VOLUME (l), log
        336# n6 VOLUME (m³), log
        337# n6 KG PER m²
        340# n6 GROSS WEIGHT (lb)
        341# n6 LENGTH (in), log
        342# n6 LENGTH (ft), log
        343# n6 LENGTH (yd), log
        344# n6 WIDTH (in), log
        345# n6 WIDTH (ft), log
        346# n6 WIDTH (yd), log
        347# n6 HEIGHT (in), log
        348# n6 HEIGHT (ft), log
        349# n6 HEIGHT (yd), log
        350# n6 AREA (in²)
        351# n6 AREA (ft²)
        352# n6 AREA (yd²)
        353# n6 AREA (in²), log
        354# n6 AREA (ft²), log
        355# n6 AREA (yd²), log
        356# n6 NET WEIGHT (t oz)
        357# n6 NET VOLUME (oz)
        360# n6 NET VOLUME (qt)
        361# n6 NET VOLUME (gal)
        362# n6 VOLUME (qt), log
        363# n6 VOLUME (gal), log
        364# n6 VOLUME (in³)
        365# n6 VOLUME (ft³)
        366# n6 VOLUME (yd³)
        367# n6 VOLUME (in³), log
        368# n6 VOLUME (ft³), log
        369# n6 VOLUME (yd³), log
        37 n..8 COUNT
        390# n..15 AMOUNT
        391# n3n..15 AMOUNT
        392# n..15 PRICE
        393# n3n..15 PRICE
        394# n4 PRCNT OFF
        395# n6 PRICE/UoM
        400 x..30 ORDER NUMBER
        401 x..30 GINC
        402 n17c GSIN
        403 x..30 ROUTE
        410 n13c SHIP TO LOC
        411 n13c BILL TO
        412 n13c PURCHASE FROM
        413 n13c SHIP FOR LOC
        414 n13c LOC No.
        415 n13c PAY TO
        416 n13c PROD/SERV LOC
        417 n13c PARTY
        420 x..20 SHIP TO POST
        421 n3x..9 SHIP TO POST
        422 n3 ORIGIN
        423 n..15 COUNTRY - INITIAL PROCESS
        424 n3 COUNTRY - PROCESS
        425 n..15 COUNTRY - DISASSEMBLY
        426 n3 COUNTRY - FULL PROCESS
        427 x..3 ORIGIN SUBDIVISION
        4300 x..35 SHIP TO COMP
        4301 x..35 SHIP TO NAME
        4302 x..70 SHIP TO ADD1
        4303 x..70 SHIP TO ADD2
        4304 x..70 SHIP TO SUB
        4305 x..70 SHIP TO LOC
        4306 x..70 SHIP TO REG
        4307 x2 SHIP TO COUNTRY
        4308 x..30 SHIP TO PHONE
        4309 n20 SHIP TO GEO
        4310 x..35 RTN TO COMP
        4311 x..35 RTN TO NAME
        4312 x..70 RTN TO ADD1
        4313 x..70 RTN TO ADD2
        4314 x..70 RTN TO SUB
        4315 x..70 RTN TO LOC
        4316 x..70 RTN TO REG
        4317 x2 RTN TO COUNTRY
        4318 x..20 RTN TO POST
        4319 x..30 RTN TO PHONE
        4320 x..35 SRV DESCRIPTION
        4321 n1 DANGEROUS GOODS
        4322 n1 AUTH TO LEAVE
        4323 n1 SIG REQUIRED
        4324 n6Dn4 NOT BEF DEL DT
        4325 n6Dn4 NOT AFT DEL DT
        4326 n6d REL DATE
        4330 n6[x1] MAX TEMP F
        4331 n6[x1] MAX TEMP C
        4332 n6[x1] MIN TEMP F
        4333 n6[x1] MIN TEMP C
        7001 n13 NSN
        7002 x..30 MEAT CUT
        7003 n6dn4 EXPIRY TIME
        7004 n..4 ACTIVE POTENCY
        7005 x..12 CATCH AREA
        7006 n6d FIRST FREEZE DATE
        7007 n6d[n6d] HARVEST DATE
        7008 x..3 AQUATIC SPECIES
        7009 x..10 FISHING GEAR TYPE
        7010 x..2 PROD METHOD
        7011 n6d[n4] TEST BY DATE
        7020 x..20 REFURB LOT
        7021 x..20 FUNC STAT
        7022 x..20 REV STAT
        7023 x..30 GIAI - ASSEMBLY
        7030 n3x..27 PROCESSOR # 0
        7031 n3x..27 PROCESSOR # 1
        7032 n3x..27 PROCESSOR # 2
        7033 n3x..27 PROCESSOR # 3
        7034 n3x..27 PROCESSOR # 4
        7035 n3x..27 PROCESSOR # 5
        7036 n3x..27 PROCESSOR # 6
        7037 n3x..27 PROCESSOR # 7
        7038 n3x..27 PROCESSOR # 8
        7039 n3x..27 PROCESSOR # 9
        7040 n1x3 UIC+EXT
        710 x..20 NHRN PZN
        711 x..20 NHRN CIP
        712 x..20 NHRN CN
        713 x..20 NHRN DRN
        714 x..20 NHRN AIM
        715 x..20 NHRN NDC
        716 x..20 NHRN AIC
        717 x..20 NHRN SRN
        7230 x2x..28 CERT # 1
        7231 x2x..28 CERT # 2
        7232 x2x..28 CERT # 3
        7233 x2x..28 CERT # 4
        7234 x2x..28 CERT # 5
        7235 x2x..28 CERT # 6
        7236 x2x..28 CERT # 7
        7237 x2x..28 CERT # 8
        7238 x2x..28 CERT # 9
        7239 x2x..28 CERT # 10
        7240 x..20 PROTOCOL
        7241 n2 AIDC MEDIA TYPE
        7242 x..25 VCN
        8001 n14 DIMENSIONS
        8002 x..20 CMT No.
        8003 n14c[x..16] GRAI
        8004 x..30 GIAI
        8005 n6 PRICE PER UNIT
        8006 n14cn4 ITIP
        8007 x..34 IBAN
        8008 n6dn2[n..4] PROD TIME
        8009 x..50 OPTSEN
        8010 y..30 CPID
        8011 n..12 CPID SERIAL
        8012 x..20 VERSION
        8013 x..25k GMN
        8017 n18c GSRN - PROVIDER
        8018 n18c GSRN - RECIPIENT
        8019 n..10 SRIN
        8020 x..25 REF No.
        8026 n14cn4 ITIP CONTENT
        8030 z..90 DIGSIG
        8110 x..70 COUPON CODE
        8111 n4 POINTS
        8112 x..70 PAPERLESS COUPON CODE
        8200 x..70 PRODUCT URL
        90 x..30 INTERNAL
        91 x..90 INTERNAL
        92 x..90 INTERNAL
        93 x..90 INTERNAL
        94 x..90 INTERNAL
        95 x..90 INTERNAL
        96 x..90 INTERNAL
        97 x..90 INTERNAL
        98 x..90 INTERNAL
        99 x..90 INTERNAL
        """
}
