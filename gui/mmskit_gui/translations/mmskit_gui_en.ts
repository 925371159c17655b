<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccountWiring</name>
    <message numerus="yes">
        <source>%n submission(s) may or may not have gone out.</source>
        <translation>
            <numerusform>%n submission may or may not have gone out.</numerusform>
            <numerusform>%n submissions may or may not have gone out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnimationRow</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchExporting</name>
    <message numerus="yes">
        <source>%Ln row(s) saved in {name}</source>
        <translation>
            <numerusform>%Ln row saved in {name}</numerusform>
            <numerusform>%Ln rows saved in {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchSendForm</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) left out</source>
        <translation>
            <numerusform>%Ln row left out</numerusform>
            <numerusform>%Ln rows left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %Ln people</source>
        <translation>
            <numerusform>Send to %Ln person</numerusform>
            <numerusform>Send to %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchWiring</name>
    <message numerus="yes">
        <source>%Ln message(s), one for each person</source>
        <translation>
            <numerusform>%Ln message, for one person</numerusform>
            <numerusform>%Ln messages, one for each person</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignDoubtCard</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sent again, it costs up to %Ln message(s) once more.</source>
        <translation>
            <numerusform>Sent again, it costs up to %Ln message once more.</numerusform>
            <numerusform>Sent again, it costs up to %Ln messages once more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln delivery report(s)</source>
        <translation>
            <numerusform>%Ln delivery report</numerusform>
            <numerusform>%Ln delivery reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignNotice</name>
    <message numerus="yes">
        <source>%n campaign(s) are being sent.</source>
        <translation>
            <numerusform>%n campaign is being sent.</numerusform>
            <numerusform>%n campaigns are being sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n campaign(s) are not done.</source>
        <translation>
            <numerusform>%n campaign is not done.</numerusform>
            <numerusform>%n campaigns are not done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignPage</name>
    <message numerus="yes">
        <source>Go on: %Ln people</source>
        <translation>
            <numerusform>Go on: %Ln person</numerusform>
            <numerusform>Go on: %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %Ln people</source>
        <translation>
            <numerusform>Send to %Ln person</numerusform>
            <numerusform>Send to %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln submission(s)</source>
        <translation>
            <numerusform>%Ln submission</numerusform>
            <numerusform>%Ln submissions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignView</name>
    <message numerus="yes">
        <source>Accepted for %Ln people</source>
        <translation>
            <numerusform>Accepted for %Ln person</numerusform>
            <numerusform>Accepted for %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln accepted</source>
        <translation>
            <numerusform>%Ln accepted</numerusform>
            <numerusform>%Ln accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to go</source>
        <translation>
            <numerusform>%Ln to go</numerusform>
            <numerusform>%Ln to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in doubt</source>
        <translation>
            <numerusform>%Ln in doubt</numerusform>
            <numerusform>%Ln in doubt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left</source>
        <translation>
            <numerusform>%Ln left</numerusform>
            <numerusform>%Ln left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln delivered</source>
        <translation>
            <numerusform>%Ln delivered</numerusform>
            <numerusform>%Ln delivered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CampaignsDialog</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfirmBar</name>
    <message numerus="yes">
        <source>%Ln message(s) from the account {account}?</source>
        <translation>
            <numerusform>%Ln message from the account {account}?</numerusform>
            <numerusform>%Ln messages from the account {account}?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecideCard</name>
    <message numerus="yes">
        <source>It may have reached %Ln people, and may have been charged</source>
        <translation>
            <numerusform>It may have reached %Ln person, and may have been charged</numerusform>
            <numerusform>It may have reached %Ln people, and may have been charged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these people have delivery reports under the message id {msgid}, which no other submission has. That speaks for its having been accepted.</source>
        <translation>
            <numerusform>%Ln of these people has a delivery report under the message id {msgid}, which no other submission has. That speaks for its having been accepted.</numerusform>
            <numerusform>%Ln of these people have delivery reports under the message id {msgid}, which no other submission has. That speaks for its having been accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It did not go out. If it did, all %Ln get it twice and are paid for twice:</source>
        <translation>
            <numerusform>It did not go out. If it did, %Ln person gets it twice and is paid for twice:</numerusform>
            <numerusform>It did not go out. If it did, all %Ln people get it twice and are paid for twice:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliveryView</name>
    <message numerus="yes">
        <source>%Ln delivered</source>
        <translation>
            <numerusform>%Ln delivered</numerusform>
            <numerusform>%Ln delivered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unclear</source>
        <translation>
            <numerusform>%Ln unclear</numerusform>
            <numerusform>%Ln unclear</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message numerus="yes">
        <source>It may have reached %Ln people and been charged. It is not sent again by itself.</source>
        <translation>
            <numerusform>It may have reached %Ln person and been charged. It is not sent again by itself.</numerusform>
            <numerusform>It may have reached %Ln people and been charged. It is not sent again by itself.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesSection</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FitReport</name>
    <message numerus="yes">
        <source>%n change(s) to fit</source>
        <translation>
            <numerusform>%n change to fit</numerusform>
            <numerusform>%n changes to fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameWork</name>
    <message numerus="yes">
        <source>%n frame(s) deleted</source>
        <translation>
            <numerusform>%n frame deleted</numerusform>
            <numerusform>%n frames deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{first} (and %n more)</source>
        <translation>
            <numerusform>{first} (and %n more)</numerusform>
            <numerusform>{first} (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message numerus="yes">
        <source>%Ln more doubt(s) follow when these are decided.</source>
        <translation>
            <numerusform>%Ln more doubt follows when these are decided.</numerusform>
            <numerusform>%Ln more doubts follow when these are decided.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryWiring</name>
    <message numerus="yes">
        <source>%Ln submission(s) may or may not have gone out</source>
        <translation>
            <numerusform>%Ln submission may or may not have gone out</numerusform>
            <numerusform>%Ln submissions may or may not have gone out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s)</source>
        <translation>
            <numerusform>%Ln duplicate</numerusform>
            <numerusform>%Ln duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on the stop list</source>
        <translation>
            <numerusform>%Ln on the stop list</numerusform>
            <numerusform>%Ln on the stop list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a usable number</source>
        <translation>
            <numerusform>%Ln without a usable number</numerusform>
            <numerusform>%Ln without a usable number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with lost digits</source>
        <translation>
            <numerusform>%Ln with lost digits</numerusform>
            <numerusform>%Ln with lost digits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln damaged row(s)</source>
        <translation>
            <numerusform>%Ln damaged row</numerusform>
            <numerusform>%Ln damaged rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unreadable row(s)</source>
        <translation>
            <numerusform>%Ln unreadable row</numerusform>
            <numerusform>%Ln unreadable rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MailingFoot</name>
    <message numerus="yes">
        <source>Send again to the %Ln failed</source>
        <translation>
            <numerusform>Send again to the %Ln failed</numerusform>
            <numerusform>Send again to the %Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MailingHead</name>
    <message numerus="yes">
        <source>%Ln submission(s)</source>
        <translation>
            <numerusform>%Ln submission</numerusform>
            <numerusform>%Ln submissions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mailings</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message numerus="yes">
        <source>All %Ln</source>
        <translation>
            <numerusform>All %Ln</numerusform>
            <numerusform>All %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemChip</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipientsField</name>
    <message numerus="yes">
        <source>%Ln recipient(s)</source>
        <translation>
            <numerusform>%Ln recipient</numerusform>
            <numerusform>%Ln recipients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s)</source>
        <translation>
            <numerusform>%Ln duplicate</numerusform>
            <numerusform>%Ln duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not usable</source>
        <translation>
            <numerusform>%Ln not usable</numerusform>
            <numerusform>%Ln not usable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendForm</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %Ln people</source>
        <translation>
            <numerusform>Send to %Ln person</numerusform>
            <numerusform>Send to %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were sent this very message already</source>
        <translation>
            <numerusform>%Ln of them was sent this very message already</numerusform>
            <numerusform>%Ln of them were sent this very message already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendResult</name>
    <message numerus="yes">
        <source>Sending to %Ln people</source>
        <translation>
            <numerusform>Sending to %Ln person</numerusform>
            <numerusform>Sending to %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accepted for %Ln people</source>
        <translation>
            <numerusform>Accepted for %Ln person</numerusform>
            <numerusform>Accepted for %Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextCard</name>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message numerus="yes">
        <source>%Ln character(s) with the fields</source>
        <translation>
            <numerusform>%Ln character with the fields</numerusform>
            <numerusform>%Ln characters with the fields</numerusform>
        </translation>
    </message>
</context>
</TS>
