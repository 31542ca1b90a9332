"""What to do in a danger, in the language in which it was reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "fire", "water", "attack", "account", "site", "phished", "exposed", "lost", "leak",
    "hurt", "threat", "fraud", "extortion", "battery",
]  # fmt: skip
Language = Literal["en", "de", "fr", "es"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a language says whom to call.

    Attributes:
        tell: a sentence without its full stop, with `{team}` and `{reached}`.
        then_tell: the same behind something that is to be done before.
        contact: how the team is reached, with `{contact}`.
        nobody: who stands for the team where none is listed.
        nobody_reached: how they are reached.
        label: above the steps.
    """

    tell: str
    then_tell: str
    contact: str
    nobody: str
    nobody_reached: str
    label: str


WORDINGS: Mapping[Language, Wording] = {
    "en": Wording(
        tell="Tell {team} at once{reached}",
        then_tell="Then tell {team} at once{reached}",
        contact=": {contact}",
        nobody="whoever looks after IT security here",
        nobody_reached=", by phone",
        label="Now",
    ),
    "de": Wording(
        tell="Sagen Sie sofort Bescheid: {team}{reached}",
        then_tell="Sagen Sie dann sofort Bescheid: {team}{reached}",
        contact=" ({contact})",
        nobody="wer hier für IT-Sicherheit zuständig ist",
        nobody_reached=", am besten telefonisch",
        label="Jetzt",
    ),
    "fr": Wording(
        tell="Prévenez tout de suite : {team}{reached}",
        then_tell="Prévenez ensuite : {team}{reached}",
        contact=" ({contact})",
        nobody="la personne chargée ici de la sécurité informatique",
        nobody_reached=", par téléphone",
        label="Maintenant",
    ),
    "es": Wording(
        tell="Avise de inmediato: {team}{reached}",
        then_tell="Después avise: {team}{reached}",
        contact=" ({contact})",
        nobody="quien se encargue aquí de la seguridad informática",
        nobody_reached=", por teléfono",
        label="Ahora",
    ),
}

FIRST: Mapping[tuple[Kind, Language], str] = {
    (
        "fire",
        "en",
    ): "Get everybody out of danger and call the fire brigade (112 in Europe, 911 in North America).",
    ("fire", "de"): "Bringen Sie alle in Sicherheit und rufen Sie die Feuerwehr (112).",
    ("fire", "fr"): "Mettez tout le monde à l’abri et appelez les pompiers (112, en France aussi le 18).",
    ("fire", "es"): "Ponga a todos a salvo y llame a los bomberos (112).",
}
"""What to do before anything else; nothing where that is to call the team."""

STEPS: Mapping[tuple[Kind, Language], tuple[str, ...]] = {
    ("fire", "en"): (
        "Leave the room and close the door; don’t try to fight the fire yourself",
        "Set off the fire alarm, and don’t use the lift",
        "Don’t switch anything off in there unless you can do it from outside",
    ),
    ("fire", "de"): (
        "Verlassen Sie den Raum und schließen Sie die Tür; löschen Sie nicht selbst zwischen den Geräten",
        "Lösen Sie den Feueralarm aus und benutzen Sie nicht den Aufzug",
        "Schalten Sie dort nichts ab, außer es geht von außen",
    ),
    ("fire", "fr"): (
        "Quittez la pièce et fermez la porte ; n’essayez pas d’éteindre le feu entre les machines",
        "Déclenchez l’alarme incendie et ne prenez pas l’ascenseur",
        "N’éteignez rien à l’intérieur, sauf si vous pouvez le faire de l’extérieur",
    ),
    ("fire", "es"): (
        "Salga de la sala y cierre la puerta; no intente apagar el fuego entre las máquinas",
        "Active la alarma de incendios y no use el ascensor",
        "No apague nada ahí dentro, salvo que pueda hacerlo desde fuera",
    ),
    ("water", "en"): (
        "Stay out of the water, and touch no machine or socket that is wet",
        "Have the power of the room switched off from outside",
        "Have the water turned off, and tell whoever looks after the building",
    ),
    ("water", "de"): (
        "Gehen Sie nicht ins Wasser und fassen Sie keine nassen Geräte oder Steckdosen an",
        "Lassen Sie den Strom des Raums von außen abschalten",
        "Lassen Sie das Wasser abstellen und sagen Sie der Hausverwaltung Bescheid",
    ),
    ("water", "fr"): (
        "Ne marchez pas dans l’eau et ne touchez ni machine ni prise mouillée",
        "Faites couper le courant de la salle depuis l’extérieur",
        "Faites couper l’eau et prévenez le service du bâtiment",
    ),
    ("water", "es"): (
        "No pise el agua ni toque máquinas o enchufes mojados",
        "Pida que corten la corriente de la sala desde fuera",
        "Pida que cierren el agua y avise a mantenimiento del edificio",
    ),
    ("attack", "en"): (
        "Disconnect the device at once: pull the network cable, switch Wi-Fi off",
        "Leave it switched on, and don’t restart it or delete anything",
        "Don’t pay and don’t answer; take a photo of what the screen shows",
        "Warn the people beside you not to open the same message or file",
    ),
    ("attack", "de"): (
        "Trennen Sie das Gerät sofort vom Netz: Netzwerkkabel ziehen, WLAN ausschalten",
        "Lassen Sie es eingeschaltet, starten Sie es nicht neu und löschen Sie nichts",
        "Zahlen Sie nicht und antworten Sie nicht; fotografieren Sie, was der Bildschirm zeigt",
        "Warnen Sie die Leute neben Ihnen davor, dieselbe Nachricht oder Datei zu öffnen",
    ),
    ("attack", "fr"): (
        "Déconnectez l’appareil tout de suite : débranchez le câble réseau, coupez le Wi-Fi",
        "Laissez-le allumé, ne le redémarrez pas et n’effacez rien",
        "Ne payez pas et ne répondez pas ; prenez l’écran en photo",
        "Prévenez vos voisins de ne pas ouvrir le même message ou fichier",
    ),
    ("attack", "es"): (
        "Desconecte el equipo de inmediato: quite el cable de red y apague el wifi",
        "Déjelo encendido, no lo reinicie y no borre nada",
        "No pague ni responda; haga una foto de lo que muestra la pantalla",
        "Avise a sus compañeros de que no abran el mismo mensaje o archivo",
    ),
    ("account", "en"): (
        "Change the password now from another device, and wherever else you use it",
        "Sign out all other sessions in the account’s settings, if you still can",
        "Approve no sign-in that you didn’t start yourself",
        "Keep what you have seen: messages, times, a photo of the screen",
    ),
    ("account", "de"): (
        "Ändern Sie das Passwort jetzt von einem anderen Gerät aus, auch überall sonst, wo Sie es benutzen",
        "Melden Sie in den Einstellungen des Kontos alle anderen Sitzungen ab, wenn Sie das noch können",
        "Bestätigen Sie keine Anmeldung, die Sie nicht selbst begonnen haben",
        "Bewahren Sie auf, was Sie gesehen haben: Nachrichten, Uhrzeiten, ein Foto des Bildschirms",
    ),
    ("account", "fr"): (
        "Changez le mot de passe depuis un autre appareil, et partout où vous l’utilisez",
        "Déconnectez toutes les autres sessions dans les paramètres du compte, si vous le pouvez encore",
        "N’approuvez aucune connexion que vous n’avez pas lancée vous-même",
        "Gardez ce que vous avez vu : messages, heures, photo de l’écran",
    ),
    ("account", "es"): (
        "Cambie la contraseña ahora desde otro dispositivo, y en todos los sitios donde la use",
        "Cierre todas las demás sesiones en los ajustes de la cuenta, si aún puede",
        "No apruebe ningún inicio de sesión que no haya empezado usted",
        "Guarde lo que ha visto: mensajes, horas, una foto de la pantalla",
    ),
    ("site", "en"): (
        "Don’t repair or delete anything yet: the traces show how they got in",
        "Take a photo of what it shows, and note when you noticed it",
        "Have it taken offline, and its administrators’ passwords changed from a clean device",
    ),
    ("site", "de"): (
        "Reparieren und löschen Sie noch nichts: Die Spuren zeigen, wie jemand hineingekommen ist",
        "Machen Sie ein Foto davon und notieren Sie, wann Sie es bemerkt haben",
        "Lassen Sie die Seite vom Netz nehmen und die Passwörter der Administratoren von einem sauberen Gerät aus ändern",
    ),
    ("site", "fr"): (
        "Ne réparez et n’effacez rien pour l’instant : les traces montrent comment ils sont entrés",
        "Prenez une photo de ce qui s’affiche et notez l’heure",
        "Faites mettre le site hors ligne et changer les mots de passe des administrateurs depuis un appareil sain",
    ),
    ("site", "es"): (
        "No repare ni borre nada todavía: los rastros muestran cómo han entrado",
        "Haga una foto de lo que se ve y anote la hora",
        "Pida que la desconecten y que cambien las contraseñas de los administradores desde un equipo limpio",
    ),
    ("phished", "en"): (
        "If you typed in a password, change it now from another device, and wherever else you use it",
        "If you opened a file, disconnect the device from the network and leave it switched on",
        "Approve no sign-in that you didn’t start yourself",
        "Keep the message, and don’t forward it to colleagues",
    ),
    ("phished", "de"): (
        "Wenn Sie ein Passwort eingegeben haben: Ändern Sie es jetzt von einem anderen Gerät aus, auch überall sonst",
        "Wenn Sie eine Datei geöffnet haben: Trennen Sie das Gerät vom Netz und lassen Sie es eingeschaltet",
        "Bestätigen Sie keine Anmeldung, die Sie nicht selbst begonnen haben",
        "Bewahren Sie die Nachricht auf und leiten Sie sie nicht an Kollegen weiter",
    ),
    ("phished", "fr"): (
        "Si vous avez saisi un mot de passe, changez-le tout de suite depuis un autre appareil, et partout où vous l’utilisez",
        "Si vous avez ouvert un fichier, déconnectez l’appareil du réseau et laissez-le allumé",
        "N’approuvez aucune connexion que vous n’avez pas lancée vous-même",
        "Gardez le message et ne le transférez pas à des collègues",
    ),
    ("phished", "es"): (
        "Si escribió una contraseña, cámbiela ahora desde otro dispositivo, y en todos los sitios donde la use",
        "Si abrió un archivo, desconecte el equipo de la red y déjelo encendido",
        "No apruebe ningún inicio de sesión que no haya empezado usted",
        "Guarde el mensaje y no lo reenvíe a sus compañeros",
    ),
    ("exposed", "en"): (
        "Change the password or key now, or have it changed by whoever can; deleting the message alone is not enough",
        "Then delete it from where it stands",
        "Note where it stood, since when, and who could read it",
    ),
    ("exposed", "de"): (
        "Ändern Sie das Passwort oder den Schlüssel jetzt, oder lassen Sie es tun; die Nachricht zu löschen genügt nicht",
        "Löschen Sie es dann dort, wo es steht",
        "Notieren Sie, wo es stand, seit wann, und wer es lesen konnte",
    ),
    ("exposed", "fr"): (
        "Changez le mot de passe ou la clé, ou faites-le changer ; effacer le message ne suffit pas",
        "Effacez-le ensuite là où il se trouve",
        "Notez où il se trouvait, depuis quand, et qui pouvait le lire",
    ),
    ("exposed", "es"): (
        "Cambie la contraseña o la clave ahora, o pida que la cambien; borrar el mensaje no basta",
        "Después bórrela de donde está",
        "Anote dónde estaba, desde cuándo y quién podía leerla",
    ),
    ("lost", "en"): (
        "Say when and where you last had it, what is on it, and whether it was switched on or encrypted",
        "Ask for it to be locked and wiped from afar, and for your sign-ins to be ended",
        "Change the passwords that you used on it, from another device",
        "If it was stolen, report it to the police; if it was lost, ask at the lost property office",
    ),
    ("lost", "de"): (
        "Sagen Sie, wann und wo Sie es zuletzt hatten, was darauf ist, und ob es eingeschaltet oder verschlüsselt war",
        "Lassen Sie es aus der Ferne sperren und löschen und Ihre Anmeldungen beenden",
        "Ändern Sie von einem anderen Gerät aus die Passwörter, die Sie darauf benutzt haben",
        "Bei Diebstahl: Zeigen Sie ihn bei der Polizei an; bei Verlust: Fragen Sie beim Fundbüro",
    ),
    ("lost", "fr"): (
        "Dites où et quand vous l’aviez encore, ce qu’il contient, et s’il était allumé ou chiffré",
        "Faites-le verrouiller et effacer à distance, et fermer vos sessions",
        "Changez depuis un autre appareil les mots de passe que vous y utilisiez",
        "En cas de vol, portez plainte ; en cas de perte, demandez aux objets trouvés",
    ),
    ("lost", "es"): (
        "Diga cuándo y dónde lo tuvo por última vez, qué contiene y si estaba encendido o cifrado",
        "Pida que lo bloqueen y lo borren a distancia, y que cierren sus sesiones",
        "Cambie desde otro dispositivo las contraseñas que usaba en él",
        "Si se lo han robado, denúncielo a la policía; si lo ha perdido, pregunte en objetos perdidos",
    ),
    ("leak", "en"): (
        "Stop it from spreading if you can: revoke the link, ask the recipient to delete it unread",
        "Write down what went where, and when; delete no traces",
        "If it holds data about people, tell whoever looks after data protection today: deadlines are short",
    ),
    ("leak", "de"): (
        "Halten Sie es auf, wenn Sie können: Link sperren, Empfänger bitten, es ungelesen zu löschen",
        "Schreiben Sie auf, was wann wohin ging; löschen Sie keine Spuren",
        "Sind Daten über Menschen dabei, sagen Sie es heute noch dem Datenschutz: Die Fristen sind kurz",
    ),
    ("leak", "fr"): (
        "Arrêtez la diffusion si vous le pouvez : désactivez le lien, demandez au destinataire de l’effacer sans le lire",
        "Notez ce qui est parti, où et quand ; n’effacez aucune trace",
        "S’il s’agit de données personnelles, prévenez aujourd’hui la personne chargée de leur protection : les délais sont courts",
    ),
    ("leak", "es"): (
        "Frene la difusión si puede: anule el enlace y pida al destinatario que lo borre sin leerlo",
        "Anote qué salió, adónde y cuándo; no borre rastros",
        "Si hay datos de personas, avise hoy a quien se encargue de la protección de datos: los plazos son cortos",
    ),
}
