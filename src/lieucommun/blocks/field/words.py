"""Every word that the field app shows, by key; `{name}` is filled in by the app.

The shell page carries them in each language of the service: `front/src/field/words.ts` reads them.
"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "yes": _("Yes"),
    "no": _("No"),
    "trial.tablet": _("Tablet of “{name}”"),
    "trial.cut": _("Cut the network of this tablet"),
    "trial.restore": _("Give the network back"),
    "demo": _("Demonstration: people, organisations and data are fictional"),
    "language.easy": _("Easy to read"),
    "time.day_hour": _("{day}, {hour}"),
    "state.coming": _("The round is coming…"),
    "state.settled": _("Up to date"),
    "state.offline": _("Offline"),
    "state.offline_waiting": _("Offline · {count}"),
    "state.waiting": _("{count} to send"),
    "state.sending": _("Sending · {count}"),
    "state.to_look_at": _("{count} to look at"),
    "state.closed": _("Key taken back"),
    "state.revoked": _("The key of this device was taken back"),
    "state.revoked_more": _(
        "Everything you wrote is still here. Ask your team for a new key, then open its link "
        "on this device: what is waiting will be sent."
    ),
    "version.ready": _("A new version is ready"),
    "version.ready_more": _("It will open next time."),
    "install.offer": _("Install this app on the device"),
    "install.why": _(
        "Once installed, it opens without a network, and the browser does not erase what waits."
    ),
    "install.install": _("Install"),
    "install.apple": _(
        "In Safari, touch Share, then “Add to Home Screen”. Otherwise the device may erase "
        "what waits after seven days without use."
    ),
    "key.title": _("Open with a key"),
    "key.lead": _("This app works without a network. It needs a key, once."),
    "key.label": _("Key of this device"),
    "key.help": _("Paste the key, or the whole link that your team gave you."),
    "key.open": _("Open"),
    "key.what": _("What is a key?"),
    "key.what_more": _(
        "Your team makes one for each device. It says who writes, and lets nothing else be "
        "read. If the device is lost, your team takes the key back."
    ),
    "key.unreached": _(
        "The service cannot be reached. Look for a network: it is needed this once."
    ),
    "key.unknown": _(
        "This key opens nothing: it was taken back, or part of it is missing. Ask your team "
        "for another one."
    ),
    "home.last": _("What happened last night?"),
    "home.loading": _("Reading what the device keeps…"),
    "home.empty": _("Nothing was noted yet"),
    "home.empty_more": _("What your team writes will be here, and can be read without a network."),
    "home.planned": _("Visits to come"),
    "home.drafts": _("To finish"),
    "home.search": _("Search: {dataset}"),
    "home.back": _("Home"),
    "home.late": _("Waiting for more than three days: {count}"),
    "home.late_more": _("Find a network, then open what is waiting and send it."),
    "search.label": _("Name, nickname, word"),
    "search.where": _("Search in"),
    "search.back": _("Search"),
    "search.narrow": _("Narrow down the list"),
    "search.count": _("Found: {count}"),
    "search.first": _("The first {shown} of {count}. Type a word to find others."),
    "search.none": _("Nothing found"),
    "search.none_more": _(
        "Try fewer letters, or another word. Accents and capitals do not matter."
    ),
    "search.other": _("Choose another"),
    "record.shared": _("sharing agreed"),
    "record.unnamed": _("Without a name"),
    "record.missing": _("This record is not on the device"),
    "record.missing_more": _("It may have been deleted, or not be shared with your team any more."),
    "record.not_sent": _("What you changed here is not sent yet"),
    "form.back": _("Back"),
    "form.step": _("{current} of {total}"),
    "form.continue": _("Continue"),
    "form.save": _("Save"),
    "form.save_now": _("Save now"),
    "form.later": _("Finish later"),
    "form.saved": _("Saved on this device"),
    "form.saved_more": _("It is being sent. Nothing more to do."),
    "form.saved_offline": _("It will be sent by itself when the network is back."),
    "form.kept": _("Your answers are kept: finish them when you like"),
    "form.failed": _("This form does not open"),
    "form.not_here": _(
        "It has not come to this device yet. Find a network: it will come by itself."
    ),
    "form.not_opened": _(
        "Something in it could not be read. What you wrote before is kept. Tell your team."
    ),
    "form.optional": _("(optional)"),
    "form.error": _("Error:"),
    "form.to_mend": _("Before going on"),
    "error.required": _("An answer is needed here."),
    "error.constraint": _("This answer is not one that the form can take."),
    "error.integer": _("Write a whole number, in figures."),
    "error.decimal": _("Write a number, in figures."),
    "form.no_room": _("The device has no room left: this answer is on the screen only"),
    "form.no_room_more": _(
        "Do not close the app. Send what waits, or forget old receipts, then save again."
    ),
    "form.listen": _("Listen"),
    "form.today": _("Today"),
    "form.now": _("Now"),
    "form.choose": _("Choose…"),
    "form.rank": _("Rank {number}"),
    "form.clear": _("Begin again"),
    "form.no_choice": _("There is nothing to choose from here."),
    "form.understood": _("I have read this"),
    "form.camera": _("Take a picture"),
    "form.camera_more": _("It is made smaller, and does not say where it was taken."),
    "form.picture_alt": _("The picture that was taken"),
    "form.pick_file": _("Choose a file"),
    "form.file_kept": _("{name}, {size}"),
    "form.file_unread": _("This file cannot be read. Choose another one."),
    "form.remove": _("Remove"),
    "form.removed": _("Removed."),
    "form.draw_here": _("Where to sign or draw"),
    "form.erase": _("Erase and begin again"),
    "form.or_picture": _("Or take a picture"),
    "form.record": _("Record a sound"),
    "form.stop": _("Stop"),
    "form.recording": _("Recording…"),
    "form.recorded": _("The sound is recorded."),
    "form.no_microphone": _("The microphone is not available. You can choose a file."),
    "form.or_file": _("Or choose a file"),
    "form.locate": _("Use my position"),
    "form.locating": _("Looking for the position…"),
    "form.not_located": _("The position was not found. You can type it."),
    "form.accuracy": _("To within {metres} m"),
    "form.latitude": _("Latitude"),
    "form.longitude": _("Longitude"),
    "form.scan": _("Read a code with the camera"),
    "form.code_read": _("The code was read."),
    "form.code_unread": _("No code was found in this picture. You can type it."),
    "form.add": _("Add: {label}"),
    "form.so_far": _("So far: {count}"),
    "outbox.title": _("Sent and to send"),
    "outbox.send_now": _("Send now"),
    "outbox.sending": _("Sending…"),
    "outbox.empty": _("Nothing is waiting"),
    "outbox.empty_more": _(
        "What you save is listed here until the service confirms that it has it."
    ),
    "outbox.to_send": _("To send"),
    "outbox.waiting": _("Waits for the network"),
    "outbox.tried": _("Tries: {count}. Another will follow."),
    "outbox.missing": _("Received, files still to send: {count}"),
    "outbox.files": _("Files: {count}"),
    "outbox.finished": _("Saved: {when}"),
    "outbox.begun": _("Last change: {when}"),
    "outbox.open": _("Go on"),
    "outbox.delete_ask": _("Delete…"),
    "outbox.delete_sure": _("Delete these answers? They are on this device only."),
    "outbox.delete": _("Delete"),
    "outbox.keep": _("Keep these answers"),
    "outbox.refused": _("To look at"),
    "outbox.again": _("Send again"),
    "outbox.told": _("The service says: {text}"),
    "outbox.received": _("Received by the service"),
    "outbox.received_at": _("Received: {when}"),
    "outbox.receipt": _("Receipt {code}"),
    "outbox.forget_receipts": _("Forget the receipts"),
    "reason.conflict": _(
        "The service already holds other answers under the same number. Both are kept, and "
        "your team will look at them."
    ),
    "reason.large": _("It is too large for the service. It is kept here: tell your team."),
    "reason.unread": _("The service could not read it. It is kept here: tell your team."),
    "reason.forbidden": _(
        "Your role does not fill in this form any more. It is kept here: tell your team."
    ),
    "standing.waiting": _("Some files are still awaited."),
    "standing.held": _(
        "An earlier change of the same record has not arrived yet: this one will follow it."
    ),
    "standing.quarantined": _(
        "The service does not know this version of the form yet: your team will look at it."
    ),
    "standing.refused": _(
        "Kept, but your role may not change this record: your team will look at it."
    ),
    "standing.conflict": _("Kept beside other answers: your team will look at it."),
    "map.title": _("Map of the round"),
    "map.show": _("Show the map"),
    "map.loading": _("The map is coming…"),
    "map.failed": _("The map does not show. The list below says the same."),
    "map.closer": _("Closer"),
    "map.farther": _("Farther"),
    "map.close": _("Close"),
    "map.empty": _("No record has a position"),
    "map.empty_more": _("Those noted with a position will be here."),
    "device.title": _("This device"),
    "device.name": _("Name"),
    "device.role": _("Role"),
    "device.organisation": _("Organisation"),
    "device.contact": _("Last contact with the service"),
    "device.never": _("No contact yet"),
    "device.storage": _("What is kept here"),
    "device.persisted": _("The browser keeps it until you decide otherwise"),
    "device.not_persisted": _("The browser may erase it when room is lacking"),
    "device.not_persisted_more": _(
        "Install the app, or ask the browser to keep what is written here."
    ),
    "device.ask_persist": _("Ask the browser to keep it"),
    "device.used": _("Room used"),
    "device.installed": _("Installed"),
    "device.refresh": _("Refresh now"),
    "device.language": _("Language"),
    "device.theme": _("Light or dark"),
    "theme.auto": _("As the device"),
    "theme.light": _("Light"),
    "theme.dark": _("Dark"),
    "device.rescue_title": _("In an emergency"),
    "device.rescue": _("Download what is not sent"),
    "device.rescue_more": _(
        "One file with everything that the service has not received, to give to your team. It"
        " is not encrypted: keep it safe."
    ),
    "device.leave_title": _("Leave this device"),
    "device.forget_ask": _("Forget this device…"),
    "device.forget_sure": _("Forget this device?"),
    "device.forget_lost": _("Not sent: {count}. Forgetting this device loses it for ever."),
    "device.forget_more": _(
        "The records, the forms and the key leave this browser. What the service received "
        "stays there."
    ),
    "device.forget": _("Forget everything"),
    "device.stay": _("Keep this device"),
}
