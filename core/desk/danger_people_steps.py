"""What to do where people are hurt, cheated or threatened, or a battery may catch fire, in the language in which it was reported."""

from collections.abc import Mapping

from core.desk.danger_steps import Kind, Language

FIRST: Mapping[tuple[Kind, Language], str] = {
    ("hurt", "en"): (
        "Call the emergency number now (112 in Europe, 911 in North America, 999 in the UK). "
        "Then tell reception or whoever looks after the building."
    ),
    ("hurt", "de"): "Rufen Sie jetzt den Notruf an (112). Sagen Sie dann dem Empfang oder der Hausverwaltung Bescheid.",
    (
        "hurt",
        "fr",
    ): "Appelez tout de suite les secours (112, en France aussi le 15). Prévenez ensuite l’accueil ou le service du bâtiment.",
    ("hurt", "es"): "Llame ahora a emergencias (112). Después avise a recepción o a mantenimiento del edificio.",
    ("threat", "en"): (
        "If anybody is in danger, go somewhere safe and call the police (112 in Europe, 911 in North America, 999 in the UK). "
        "Then tell your manager, HR or building security."
    ),
    ("threat", "de"): (
        "Wenn jemand in Gefahr ist: Bringen Sie sich in Sicherheit und rufen Sie die Polizei (110 oder 112). "
        "Sagen Sie dann Ihrer Führungskraft, der Personalabteilung oder dem Wachdienst Bescheid."
    ),
    ("threat", "fr"): (
        "Si quelqu’un est en danger, mettez-vous à l’abri et appelez la police (17 ou 112). "
        "Prévenez ensuite votre responsable, les ressources humaines ou la sécurité du bâtiment."
    ),
    ("threat", "es"): (
        "Si alguien corre peligro, póngase a salvo y llame a la policía (112). "
        "Después avise a su responsable, a recursos humanos o a seguridad del edificio."
    ),
    (
        "fraud",
        "en",
    ): "If money or codes have gone out, call your bank or the card’s issuer now and ask them to stop it.",
    (
        "fraud",
        "de",
    ): "Wenn schon Geld oder Codes weg sind: Rufen Sie jetzt Ihre Bank oder den Kartenanbieter an und lassen Sie es stoppen.",
    (
        "fraud",
        "fr",
    ): "Si de l’argent ou des codes sont partis, appelez tout de suite votre banque ou l’émetteur de la carte pour les faire bloquer.",
    (
        "fraud",
        "es",
    ): "Si ya ha salido dinero o códigos, llame ahora a su banco o al emisor de la tarjeta para que lo bloqueen.",
}
"""As `danger_steps.FIRST`."""

NOT_FOR_IT: frozenset[Kind] = frozenset({"hurt", "threat"})
"""Where somebody else is told, and no time is to be lost on IT."""

STEPS: Mapping[tuple[Kind, Language], tuple[str, ...]] = {
    ("hurt", "en"): (
        "Stay with them, and do what the emergency service tells you on the phone",
        "After an electric shock: have the power switched off before anybody touches them",
        "In a lift: press the alarm button, and don’t force the doors",
        "Send somebody to the entrance to meet the ambulance",
    ),
    ("hurt", "de"): (
        "Bleiben Sie bei der Person und tun Sie, was der Notruf Ihnen am Telefon sagt",
        "Nach einem Stromschlag: Lassen Sie den Strom abschalten, bevor jemand sie anfasst",
        "Im Aufzug: Drücken Sie den Notruf und drücken Sie die Türen nicht auf",
        "Schicken Sie jemanden zum Eingang, der den Rettungsdienst empfängt",
    ),
    ("hurt", "fr"): (
        "Restez auprès de la personne et suivez ce que les secours vous disent au téléphone",
        "Après une décharge électrique : faites couper le courant avant de la toucher",
        "Dans un ascenseur : appuyez sur le bouton d’alarme et ne forcez pas les portes",
        "Envoyez quelqu’un à l’entrée pour accueillir les secours",
    ),
    ("hurt", "es"): (
        "Quédese con la persona y haga lo que le indiquen por teléfono",
        "Tras una descarga eléctrica: pida que corten la corriente antes de tocarla",
        "En un ascensor: pulse el botón de alarma y no fuerce las puertas",
        "Envíe a alguien a la entrada para recibir a la ambulancia",
    ),
    ("threat", "en"): (
        "Don’t argue and don’t stand in the way; keep your distance",
        "Write down what was said, when, and who heard it; keep messages",
    ),
    ("threat", "de"): (
        "Lassen Sie sich auf keinen Streit ein, stellen Sie sich nicht in den Weg und halten Sie Abstand",
        "Schreiben Sie auf, was wann gesagt wurde und wer es gehört hat; bewahren Sie Nachrichten auf",
    ),
    ("threat", "fr"): (
        "Ne discutez pas, ne barrez pas le passage et gardez vos distances",
        "Notez ce qui a été dit, quand, et qui l’a entendu ; gardez les messages",
    ),
    ("threat", "es"): (
        "No discuta, no se interponga y mantenga la distancia",
        "Anote qué se dijo, cuándo y quién lo oyó; guarde los mensajes",
    ),
    ("fraud", "en"): (
        "Send no more money and no more codes, whatever you are told",
        "Ask the person in question by phone, at a number that you know, whether the order is real",
        "Tell your finance team; keep the messages, receipts and account numbers",
    ),
    ("fraud", "de"): (
        "Schicken Sie kein weiteres Geld und keine Codes, was auch immer man Ihnen sagt",
        "Fragen Sie die angebliche Person am Telefon, unter einer Nummer, die Sie kennen, ob der Auftrag echt ist",
        "Sagen Sie der Buchhaltung Bescheid; bewahren Sie Nachrichten, Belege und Kontonummern auf",
    ),
    ("fraud", "fr"): (
        "N’envoyez plus ni argent ni codes, quoi qu’on vous dise",
        "Demandez par téléphone à la personne en question, à un numéro que vous connaissez, si l’ordre est réel",
        "Prévenez la comptabilité ; gardez les messages, les reçus et les numéros de compte",
    ),
    ("fraud", "es"): (
        "No envíe más dinero ni códigos, le digan lo que le digan",
        "Pregunte por teléfono a la persona en cuestión, a un número que ya conozca, si la orden es real",
        "Avise a contabilidad; guarde los mensajes, los recibos y los números de cuenta",
    ),
    ("extortion", "en"): (
        "Don’t pay, and don’t answer",
        "Keep every message, with the sender’s address and the time",
        "Report it to the police; you have done nothing wrong by telling somebody",
    ),
    ("extortion", "de"): (
        "Zahlen Sie nicht und antworten Sie nicht",
        "Bewahren Sie jede Nachricht mit Absender und Uhrzeit auf",
        "Zeigen Sie es bei der Polizei an; es ist richtig, dass Sie es jemandem sagen",
    ),
    ("extortion", "fr"): (
        "Ne payez pas et ne répondez pas",
        "Gardez chaque message, avec l’adresse de l’expéditeur et l’heure",
        "Portez plainte ; vous avez raison d’en parler à quelqu’un",
    ),
    ("extortion", "es"): (
        "No pague ni responda",
        "Guarde todos los mensajes, con la dirección del remitente y la hora",
        "Denúncielo a la policía; hace bien en contárselo a alguien",
    ),
    ("battery", "en"): (
        "Stop using the device: switch it off and unplug the charger",
        "Don’t press, bend or puncture the battery, and don’t try to take it out",
        "If you can do so safely, put the device on stone or metal, away from anything that burns",
        "If it smokes, hisses or gets hot, leave the room and call the fire brigade (112 in Europe, 911 in North America)",
    ),
    ("battery", "de"): (
        "Benutzen Sie das Gerät nicht weiter: Schalten Sie es aus und ziehen Sie das Ladekabel ab",
        "Drücken, biegen und öffnen Sie den Akku nicht, und bauen Sie ihn nicht aus",
        "Wenn es gefahrlos geht: Legen Sie das Gerät auf Stein oder Metall, weg von allem, was brennt",
        "Wenn es raucht, zischt oder heiß wird: Verlassen Sie den Raum und rufen Sie die Feuerwehr (112)",
    ),
    ("battery", "fr"): (
        "N’utilisez plus l’appareil : éteignez-le et débranchez le chargeur",
        "N’appuyez pas sur la batterie, ne la percez pas et n’essayez pas de la retirer",
        "Si c’est sans risque, posez l’appareil sur de la pierre ou du métal, loin de tout ce qui brûle",
        "S’il fume, siffle ou chauffe, quittez la pièce et appelez les pompiers (112, en France aussi le 18)",
    ),
    ("battery", "es"): (
        "Deje de usar el equipo: apáguelo y desconecte el cargador",
        "No presione, doble ni perfore la batería, y no intente sacarla",
        "Si puede hacerlo sin riesgo, ponga el equipo sobre piedra o metal, lejos de todo lo que arda",
        "Si echa humo, silba o se calienta, salga de la sala y llame a los bomberos (112)",
    ),
}
"""As `danger_steps.STEPS`."""
