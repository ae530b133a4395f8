// SPDX-License-Identifier: Apache-2.0

// Data table

extension BotSignatures {
    /// The signatures that come with the program, one a line; from what the operators say of their robots.
    static let bundledText = """
        # What most robots call themselves. Not "bot" alone: Cubot makes telephones.
        bot/
        bot;
        bot.html
        +http
        crawler
        crawling
        spider
        slurp
        scraper

        # Search
        googlebot
        google-inspectiontool
        google-read-aloud
        googleother
        adsbot-google
        mediapartners-google
        feedfetcher-google
        apis-google
        bingbot
        bingpreview
        duckduckbot
        yandex.com/bots
        sogou web
        exabot
        applebot
        petalbot
        qwantify
        seznambot
        naver.me
        ia_archiver
        archive.org_bot

        # Link previews of chats, mail programs and social networks
        facebookexternalhit
        facebookcatalog
        facebot
        meta-externalagent
        meta-externalfetcher
        whatsapp/
        twitterbot
        linkedinbot
        slackbot
        slack-imgproxy
        telegrambot
        discordbot
        skypeuripreview
        microsoftpreview
        pinterestbot
        redditbot
        vkshare
        viber/
        line-poker
        kakaotalk-scrap
        snap url preview
        url preview
        urlpreview
        link preview
        linkpreview
        microsoft office existence discovery
        microsoft office protocol discovery
        ms-office; msoffice
        cardyb
        iframely
        embedly
        flipboardproxy
        nuzzel
        outbrain
        google-pagerenderer
        google-safety
        google-apps-script
        googleimageproxy
        yahoomailproxy

        # Scanners of links in mail, and of the whole net
        barracuda sentinel
        proofpoint
        mimecast
        safelinks
        urlscan
        virustotal
        palo alto networks
        censysinspect
        zgrab
        masscan
        nmap scripting
        internetmeasurement

        # Statistics and search engine optimisation
        screaming frog
        ahrefssiteaudit
        megaindex
        netcraftsurveyagent

        # Checkers of links
        w3c-checklink
        w3c_validator
        lychee/
        linkinator
        linkchecker

        # Monitors
        uptimerobot
        uptime-kuma
        check_http
        blackbox exporter
        blackbox-exporter
        pingdom
        statuscake
        site24x7
        datadog/synthetics
        datadogsynthetics
        newrelicpinger
        gtmetrix
        chrome-lighthouse
        pagespeed
        betteruptime
        checkly
        hetrixtools
        updown.io
        freshping
        catchpoint
        googlestackdrivermonitoring
        amazon-route53-health-check
        elb-healthchecker
        kube-probe

        # Browsers without anybody in front of them
        headlesschrome
        phantomjs
        prerender
        """
}
