// SPDX-License-Identifier: Apache-2.0
// Data table: the words of the pages in every language.

extension PageWords {
    /// Every language, English first: what a scanner gets who likes none of the others.
    static let all = [english, french, german, spanish, portuguese, chinese, japanese, arabic]

    /// English.
    static let english = PageWords(
        language: "en",
        unknown: Message(
            title: "Code not found",
            sentence: "This code leads nowhere. Check that it was scanned or typed completely.",
        ),
        paused: Message(
            title: "Code paused",
            sentence: "The owner of this code has paused it. Please try again later.",
        ),
        ended: Message(
            title: "Code ended",
            sentence: "This code is no longer in use.",
        ),
        unavailable: Message(
            title: "Please try again",
            sentence: "This code cannot be looked up at the moment. Please scan it again in a few seconds.",
        ),
        text: "Text",
        network: Message(
            title: "Wi-Fi network",
            sentence: "Join this network in the Wi-Fi settings of your device.",
        ),
        networkName: "Network name",
        password: "Password",
        security: "Security",
        openNetwork: "Open, no password",
        hiddenNetwork: "This network is hidden: type its name.",
        passwordPage: PasswordWords(
            message: Message(
                title: "Password needed",
                sentence: "The owner of this code has protected it. Enter the password to go on.",
            ),
            button: "Continue",
            wrong: "This password is not right. Please try again.",
            tooMany: "Too many attempts. Please wait a few minutes before the next one.",
        ),
    )

    /// French.
    static let french = PageWords(
        language: "fr",
        unknown: Message(
            title: "Code introuvable",
            sentence: "Ce code ne mène nulle part. Vérifiez qu’il a été scanné ou saisi en entier.",
        ),
        paused: Message(
            title: "Code suspendu",
            sentence: "Le propriétaire de ce code l’a suspendu. Veuillez réessayer plus tard.",
        ),
        ended: Message(
            title: "Code expiré",
            sentence: "Ce code n’est plus utilisé.",
        ),
        unavailable: Message(
            title: "Veuillez réessayer",
            sentence: "Ce code ne peut pas être consulté pour le moment. Scannez-le à nouveau dans quelques secondes.",
        ),
        text: "Texte",
        network: Message(
            title: "Réseau Wi-Fi",
            sentence: "Rejoignez ce réseau dans les réglages Wi-Fi de votre appareil.",
        ),
        networkName: "Nom du réseau",
        password: "Mot de passe",
        security: "Sécurité",
        openNetwork: "Ouvert, sans mot de passe",
        hiddenNetwork: "Ce réseau est masqué : saisissez son nom.",
        passwordPage: PasswordWords(
            message: Message(
                title: "Mot de passe requis",
                sentence: "Le propriétaire de ce code l’a protégé. Saisissez le mot de passe pour continuer.",
            ),
            button: "Continuer",
            wrong: "Ce mot de passe est incorrect. Veuillez réessayer.",
            tooMany: "Trop de tentatives. Attendez quelques minutes avant la prochaine.",
        ),
    )

    /// German.
    static let german = PageWords(
        language: "de",
        unknown: Message(
            title: "Code nicht gefunden",
            sentence: "Dieser Code führt nirgendwohin. Prüfen Sie, ob er vollständig gescannt oder eingegeben wurde.",
        ),
        paused: Message(
            title: "Code pausiert",
            sentence: "Der Inhaber dieses Codes hat ihn pausiert. Bitte versuchen Sie es später noch einmal.",
        ),
        ended: Message(
            title: "Code beendet",
            sentence: "Dieser Code wird nicht mehr verwendet.",
        ),
        unavailable: Message(
            title: "Bitte noch einmal versuchen",
            sentence:
                "Dieser Code kann gerade nicht nachgeschlagen werden. Bitte scannen Sie ihn in einigen Sekunden erneut.",
        ),
        text: "Text",
        network: Message(
            title: "WLAN",
            sentence: "Verbinden Sie sich in den WLAN-Einstellungen Ihres Geräts mit diesem Netz.",
        ),
        networkName: "Netzwerkname",
        password: "Passwort",
        security: "Sicherheit",
        openNetwork: "Offen, ohne Passwort",
        hiddenNetwork: "Dieses Netz ist verborgen: Geben Sie seinen Namen ein.",
        passwordPage: PasswordWords(
            message: Message(
                title: "Passwort nötig",
                sentence: "Der Inhaber dieses Codes hat ihn geschützt. Geben Sie das Passwort ein, um fortzufahren.",
            ),
            button: "Weiter",
            wrong: "Dieses Passwort ist nicht richtig. Bitte versuchen Sie es noch einmal.",
            tooMany: "Zu viele Versuche. Bitte warten Sie einige Minuten bis zum nächsten.",
        ),
    )

    /// Spanish.
    static let spanish = PageWords(
        language: "es",
        unknown: Message(
            title: "Código no encontrado",
            sentence: "Este código no lleva a ningún sitio. Compruebe que se escaneó o escribió completo.",
        ),
        paused: Message(
            title: "Código en pausa",
            sentence: "El propietario de este código lo ha puesto en pausa. Inténtelo de nuevo más tarde.",
        ),
        ended: Message(
            title: "Código finalizado",
            sentence: "Este código ya no está en uso.",
        ),
        unavailable: Message(
            title: "Inténtelo de nuevo",
            sentence: "Este código no se puede consultar en este momento. Escanéelo de nuevo en unos segundos.",
        ),
        text: "Texto",
        network: Message(
            title: "Red Wi-Fi",
            sentence: "Conéctese a esta red en los ajustes de Wi-Fi de su dispositivo.",
        ),
        networkName: "Nombre de la red",
        password: "Contraseña",
        security: "Seguridad",
        openNetwork: "Abierta, sin contraseña",
        hiddenNetwork: "Esta red está oculta: escriba su nombre.",
        passwordPage: PasswordWords(
            message: Message(
                title: "Se necesita contraseña",
                sentence: "El propietario de este código lo ha protegido. Introduzca la contraseña para continuar.",
            ),
            button: "Continuar",
            wrong: "Esta contraseña no es correcta. Inténtelo de nuevo.",
            tooMany: "Demasiados intentos. Espere unos minutos antes del siguiente.",
        ),
    )

    /// Portuguese.
    static let portuguese = PageWords(
        language: "pt",
        unknown: Message(
            title: "Código não encontrado",
            sentence: "Este código não leva a lugar nenhum. Verifique se foi lido ou digitado por completo.",
        ),
        paused: Message(
            title: "Código em pausa",
            sentence: "O proprietário deste código colocou-o em pausa. Tente novamente mais tarde.",
        ),
        ended: Message(
            title: "Código encerrado",
            sentence: "Este código já não está em uso.",
        ),
        unavailable: Message(
            title: "Tente novamente",
            sentence: "Não é possível consultar este código no momento. Leia-o novamente dentro de alguns segundos.",
        ),
        text: "Texto",
        network: Message(
            title: "Rede Wi-Fi",
            sentence: "Ligue-se a esta rede nas definições de Wi-Fi do seu dispositivo.",
        ),
        networkName: "Nome da rede",
        password: "Senha",
        security: "Segurança",
        openNetwork: "Aberta, sem senha",
        hiddenNetwork: "Esta rede está oculta: digite o nome dela.",
        passwordPage: PasswordWords(
            message: Message(
                title: "Senha necessária",
                sentence: "O proprietário deste código protegeu-o. Introduza a senha para continuar.",
            ),
            button: "Continuar",
            wrong: "Esta senha não está correta. Tente novamente.",
            tooMany: "Demasiadas tentativas. Aguarde alguns minutos antes da próxima.",
        ),
    )

    /// Chinese.
    static let chinese = PageWords(
        language: "zh",
        unknown: Message(
            title: "未找到此二维码",
            sentence: "此二维码没有对应的内容。请确认已完整扫描或输入。",
        ),
        paused: Message(
            title: "二维码已暂停",
            sentence: "此二维码的所有者已将其暂停。请稍后再试。",
        ),
        ended: Message(
            title: "二维码已失效",
            sentence: "此二维码已停止使用。",
        ),
        unavailable: Message(
            title: "请重试",
            sentence: "目前无法查询此二维码。请在几秒钟后重新扫描。",
        ),
        text: "文本",
        network: Message(
            title: "Wi-Fi 网络",
            sentence: "请在设备的 Wi-Fi 设置中加入此网络。",
        ),
        networkName: "网络名称",
        password: "密码",
        security: "安全性",
        openNetwork: "开放，无需密码",
        hiddenNetwork: "此网络为隐藏网络：请手动输入名称。",
        passwordPage: PasswordWords(
            message: Message(
                title: "需要密码",
                sentence: "此二维码的所有者已对其加以保护。请输入密码以继续。",
            ),
            button: "继续",
            wrong: "密码不正确。请重试。",
            tooMany: "尝试次数过多。请等待几分钟后再试。",
        ),
    )

    /// Japanese.
    static let japanese = PageWords(
        language: "ja",
        unknown: Message(
            title: "コードが見つかりません",
            sentence: "このコードのリンク先はありません。最後まで正しく読み取り、または入力されたかご確認ください。",
        ),
        paused: Message(
            title: "コードは一時停止中です",
            sentence: "このコードは所有者によって一時停止されています。しばらくしてからもう一度お試しください。",
        ),
        ended: Message(
            title: "コードは終了しました",
            sentence: "このコードは現在使用されていません。",
        ),
        unavailable: Message(
            title: "もう一度お試しください",
            sentence: "現在このコードを確認できません。数秒後にもう一度読み取ってください。",
        ),
        text: "テキスト",
        network: Message(
            title: "Wi-Fi ネットワーク",
            sentence: "お使いの端末の Wi-Fi 設定でこのネットワークに接続してください。",
        ),
        networkName: "ネットワーク名",
        password: "パスワード",
        security: "セキュリティ",
        openNetwork: "オープン（パスワードなし）",
        hiddenNetwork: "このネットワークは非公開です。名前を入力してください。",
        passwordPage: PasswordWords(
            message: Message(
                title: "パスワードが必要です",
                sentence: "このコードは所有者によって保護されています。続けるにはパスワードを入力してください。",
            ),
            button: "続ける",
            wrong: "パスワードが正しくありません。もう一度お試しください。",
            tooMany: "試行回数が多すぎます。数分待ってからもう一度お試しください。",
        ),
    )

    /// Arabic.
    static let arabic = PageWords(
        language: "ar",
        unknown: Message(
            title: "الرمز غير موجود",
            sentence: "لا يؤدي هذا الرمز إلى أي مكان. تأكد من مسحه أو كتابته كاملًا.",
        ),
        paused: Message(
            title: "الرمز متوقف مؤقتًا",
            sentence: "أوقف مالك هذا الرمز استخدامه مؤقتًا. يرجى المحاولة لاحقًا.",
        ),
        ended: Message(
            title: "انتهى الرمز",
            sentence: "لم يعد هذا الرمز مستخدمًا.",
        ),
        unavailable: Message(
            title: "يرجى المحاولة مرة أخرى",
            sentence: "لا يمكن البحث عن هذا الرمز في الوقت الحالي. يرجى مسحه مرة أخرى بعد بضع ثوانٍ.",
        ),
        text: "نص",
        network: Message(
            title: "شبكة Wi-Fi",
            sentence: "انضم إلى هذه الشبكة من إعدادات Wi-Fi في جهازك.",
        ),
        networkName: "اسم الشبكة",
        password: "كلمة المرور",
        security: "الأمان",
        openNetwork: "مفتوحة، بدون كلمة مرور",
        hiddenNetwork: "هذه الشبكة مخفية: اكتب اسمها.",
        passwordPage: PasswordWords(
            message: Message(
                title: "كلمة المرور مطلوبة",
                sentence: "قام مالك هذا الرمز بحمايته. أدخل كلمة المرور للمتابعة.",
            ),
            button: "متابعة",
            wrong: "كلمة المرور غير صحيحة. يرجى المحاولة مرة أخرى.",
            tooMany: "محاولات كثيرة جدًا. يرجى الانتظار بضع دقائق قبل المحاولة التالية.",
        ),
    )
}
