<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Font of the app</source>
        <translation>界面字体</translation>
    </message>
    <message>
        <source>Font of the preview</source>
        <translation>预览字体</translation>
    </message>
    <message>
        <source>Soundfont for MIDI</source>
        <translation>MIDI 音色库</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>没找到</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>About mmskit</source>
        <translation>关于 mmskit</translation>
    </message>
    <message>
        <source>Composes multimedia messages of several frames, fits them to 50 KB, shows them as they will arrive, sends them, and follows every one.</source>
        <translation>制作多帧彩信，压缩到 50 KB，预览收到的样子，发送，并跟踪每一条的结果。</translation>
    </message>
    <message>
        <source>mmskit is free software under the MIT licence. Its icons are Lucide (ISC licence); it is built with Qt (LGPL version 3).</source>
        <translation>mmskit 是自由软件，采用 MIT 许可；图标来自 Lucide（ISC 许可），界面基于 Qt（LGPL 第 3 版）。</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy this table</source>
        <translation>复制这张表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>AccountEditor</name>
    <message>
        <source>Add an account</source>
        <translation>添加账号</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Keep for this session only</source>
        <translation>仅本次使用</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This computer has no keyring to keep secrets in. The account can be used until the app is closed; nothing of it is written down.</source>
        <translation>这台电脑没有能存密码的密钥环。账号可以用到关闭程序为止，什么都不会写到磁盘上。</translation>
    </message>
    <message>
        <source>It is forgotten when the app is closed; nothing of it is written down.</source>
        <translation>关闭程序后就忘掉，什么都不会写到磁盘上。</translation>
    </message>
    <message>
        <source>The password and the key are kept in this computer&apos;s keyring only.</source>
        <translation>密码和 APIKEY 只存在这台电脑的密钥环里。</translation>
    </message>
    <message>
        <source>Use for this session</source>
        <translation>本次使用</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Asking the platform…</source>
        <translation>正在询问平台…</translation>
    </message>
    <message>
        <source>It answers. Balance {left}</source>
        <translation>连接正常，余额 {left}</translation>
    </message>
</context>
<context>
    <name>AccountField</name>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Account to send from</source>
        <translation>用哪个账号发送</translation>
    </message>
    <message>
        <source>Ask for the balance again</source>
        <translation>重新查询余额</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>添加账号…</translation>
    </message>
    <message>
        <source>Asking for the balance…</source>
        <translation>正在查询余额…</translation>
    </message>
    <message>
        <source>Balance {left}</source>
        <translation>余额 {left}</translation>
    </message>
    <message>
        <source>Sandbox on this computer</source>
        <translation>本机沙箱</translation>
    </message>
    <message>
        <source>Sandbox on this computer (free, reaches nobody)</source>
        <translation>本机沙箱（免费，不会真的发出）</translation>
    </message>
    <message>
        <source>Account of the environment variables</source>
        <translation>环境变量里的账号</translation>
    </message>
    <message>
        <source>{name} (this session only)</source>
        <translation>{name}（仅本次使用）</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>APIKEY</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>Show the API key</source>
        <translation>显示 APIKEY</translation>
    </message>
    <message>
        <source>What you call it, such as shop</source>
        <translation>自己起个名，例如“门店”</translation>
    </message>
    <message>
        <source>Send the password unencrypted all the same</source>
        <translation>仍然用明文传送密码</translation>
    </message>
    <message>
        <source>Qingdao (the usual one)</source>
        <translation>青岛（一般用这个）</translation>
    </message>
    <message>
        <source>Beijing</source>
        <translation>北京</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>香港</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>美国</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>With http:// the password and the messages travel in the clear. Use https://.</source>
        <translation>用 http:// 时，密码和彩信都是明文传送，别人可能看到。请用 https://。</translation>
    </message>
</context>
<context>
    <name>AccountList</name>
    <message>
        <source>Asking {name}…</source>
        <translation>正在询问 {name}…</translation>
    </message>
    <message>
        <source>{name} answers. Balance {left}</source>
        <translation>{name} 连接正常，余额 {left}</translation>
    </message>
    <message>
        <source>{name} was removed. Its secrets could not be read, so this stays.</source>
        <translation>已移除 {name}。读不到它的密码，所以不能撤销。</translation>
    </message>
    <message>
        <source>{name} was removed</source>
        <translation>已移除 {name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Use by default</source>
        <translation>设为默认</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Passwords and keys are kept in this computer&apos;s keyring, never in a file.</source>
        <translation>密码和 APIKEY 存在这台电脑的密钥环里，不写进文件。</translation>
    </message>
    <message>
        <source>{account} · default</source>
        <translation>{account} · 默认</translation>
    </message>
    <message>
        <source>For trying out</source>
        <translation>用来试发</translation>
    </message>
</context>
<context>
    <name>AccountWiring</name>
    <message>
        <source>Sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>Messages go to the sandbox on this computer and reach nobody</source>
        <translation>彩信只发到本机沙箱，不会真的发出</translation>
    </message>
    <message>
        <source>Account of the environment</source>
        <translation>环境变量里的账号</translation>
    </message>
    <message>
        <source>Messages are sent through {url}</source>
        <translation>彩信通过 {url} 发送</translation>
    </message>
    <message>
        <source>{account} · balance {left}</source>
        <translation>{account} · 余额 {left}</translation>
    </message>
    <message numerus="yes">
        <source>%n submission(s) may or may not have gone out.</source>
        <translation>
            <numerusform>有 %n 次发送，不知道有没有发出去。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>AccountsSection</name>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
</context>
<context>
    <name>ActionWiring</name>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Keep sharp</source>
        <translation>保持清晰</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>新窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Start &amp;page</source>
        <translation>起始页(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>关闭窗口(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all frames</source>
        <translation>选中所有帧(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add frame</source>
        <translation>添加帧(&amp;A)</translation>
    </message>
    <message>
        <source>Add frames from &amp;files…</source>
        <translation>用文件添加帧(&amp;F)…</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Save as t&amp;emplate…</source>
        <translation>存为模板(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>再制一份(&amp;D)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>Re&amp;verse order</source>
        <translation>倒转顺序(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Previous frame</source>
        <translation>上一帧(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next frame</source>
        <translation>下一帧(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Go to frame…</source>
        <translation>转到某一帧(&amp;G)…</translation>
    </message>
    <message>
        <source>Choose &amp;picture…</source>
        <translation>选择图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Crop…</source>
        <translation>裁剪(&amp;C)…</translation>
    </message>
    <message>
        <source>Rotate &amp;right</source>
        <translation>向右旋转(&amp;R)</translation>
    </message>
    <message>
        <source>Rotate &amp;left</source>
        <translation>向左旋转(&amp;L)</translation>
    </message>
    <message>
        <source>Keep &amp;sharp</source>
        <translation>保持清晰(&amp;S)</translation>
    </message>
    <message>
        <source>Loc&amp;k picture</source>
        <translation>锁定图片(&amp;K)</translation>
    </message>
    <message>
        <source>R&amp;emove picture</source>
        <translation>移除图片(&amp;E)</translation>
    </message>
    <message>
        <source>Choose s&amp;ound…</source>
        <translation>选择声音(&amp;O)…</translation>
    </message>
    <message>
        <source>Recor&amp;d sound…</source>
        <translation>录音(&amp;D)…</translation>
    </message>
    <message>
        <source>Re&amp;move sound</source>
        <translation>移除声音(&amp;M)</translation>
    </message>
    <message>
        <source>Remove te&amp;xt</source>
        <translation>移除文字(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Fit to 50 KB</source>
        <translation>压缩到 50 KB(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>预览(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Send…</source>
        <translation>发送(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;What was sent</source>
        <translation>发送历史(&amp;W)</translation>
    </message>
    <message>
        <source>Personalised &amp;batch…</source>
        <translation>个性化群发(&amp;B)…</translation>
    </message>
    <message>
        <source>Show the sandbox&apos;s &amp;inbox</source>
        <translation>打开沙箱收件箱(&amp;I)</translation>
    </message>
    <message>
        <source>Sett&amp;ings…</source>
        <translation>设置(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;About mmskit</source>
        <translation>关于 mmskit(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>F&amp;rame</source>
        <translation>帧(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>声音(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>彩信(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Undo: {step}</source>
        <translation>撤销(&amp;U)：{step}</translation>
    </message>
    <message>
        <source>&amp;Redo: {step}</source>
        <translation>重做(&amp;R)：{step}</translation>
    </message>
</context>
<context>
    <name>AnimationRow</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张图</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>A still picture is sent</source>
        <translation>发送的是静态图</translation>
    </message>
    <message>
        <source>Speed {pace}×</source>
        <translation>速度 {pace}×</translation>
    </message>
    <message>
        <source>Hold the animation</source>
        <translation>暂停动画</translation>
    </message>
    <message>
        <source>Play the animation</source>
        <translation>播放动画</translation>
    </message>
    <message>
        <source>How fast the animation plays</source>
        <translation>动画播放的快慢</translation>
    </message>
    <message>
        <source> s each</source>
        <translation> 秒/张</translation>
    </message>
    <message>
        <source>Seconds per picture</source>
        <translation>每张图的秒数</translation>
    </message>
    <message>
        <source>First picture only</source>
        <translation>只发第一张</translation>
    </message>
    <message>
        <source>Send the first picture of the animation as a still</source>
        <translation>只把动画的第一张图作为静态图发送</translation>
    </message>
</context>
<context>
    <name>BatchChoosing</name>
    <message>
        <source>Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)</source>
        <translation>名单 (*.csv *.txt *.tsv *.xlsx *.xls);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a list</source>
        <translation>打开名单</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.gif *.png *.webp *.bmp);;All files (*)</source>
        <translation>图片 (*.jpg *.jpeg *.gif *.png *.webp *.bmp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Choose a stop list</source>
        <translation>选择免打扰名单</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>That is no picture.</source>
        <translation>这不是图片。</translation>
    </message>
</context>
<context>
    <name>BatchExporting</name>
    <message>
        <source>Choose the folder to export to</source>
        <translation>选择导出到哪个文件夹</translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>保存被排除的行</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) saved in {name}</source>
        <translation>
            <numerusform>已把 %Ln 行保存到 {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>{people} in {files}, with manifest.json and rejected.csv ({left_out}), in {folder}</source>
        <translation>{people}，{files}，连同 manifest.json 和 rejected.csv（{left_out}），都在 {folder}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>BatchMenus</name>
    <message>
        <source>&amp;Open a list…</source>
        <translation>打开名单(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose &amp;picture…</source>
        <translation>选择图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Start &amp;anew</source>
        <translation>重新开始(&amp;A)</translation>
    </message>
    <message>
        <source>Save the &amp;rejected rows…</source>
        <translation>保存被排除的行(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Export XML…</source>
        <translation>导出 XML(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>关闭窗口(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Previous recipient</source>
        <translation>上一位(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next recipient</source>
        <translation>下一位(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;First recipient</source>
        <translation>第一位(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Last recipient</source>
        <translation>最后一位(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Go to row</source>
        <translation>转到行(&amp;G)</translation>
    </message>
    <message>
        <source>Longest &amp;text</source>
        <translation>最长的正文(&amp;T)</translation>
    </message>
    <message>
        <source>Next pro&amp;blem</source>
        <translation>下一个问题(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Send…</source>
        <translation>发送(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Recipients</source>
        <translation>收件人(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>消息(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Recent lists</source>
        <translation>最近的名单(&amp;R)</translation>
    </message>
</context>
<context>
    <name>BatchRowsModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Why it is left out</source>
        <translation>排除原因</translation>
    </message>
</context>
<context>
    <name>BatchSendDialog</name>
    <message>
        <source>The very same was made to be sent before, to the same people. Look at that first.</source>
        <translation>内容和收件人完全相同的群发已经建立过，请先看看那一次。</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>打开看看</translation>
    </message>
    <message>
        <source>Sending one copy…</source>
        <translation>正在给自己发一条…</translation>
    </message>
    <message>
        <source>Accepted: look at your phone</source>
        <translation>已接受，请看手机</translation>
    </message>
    <message>
        <source>Send a personalised batch</source>
        <translation>发送个性化群发</translation>
    </message>
</context>
<context>
    <name>BatchSendForm</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Writing down what goes out…</source>
        <translation>正在准备要发送的内容…</translation>
    </message>
    <message>
        <source>Everything is written down before the first message leaves. The sending goes on when this window or the app is closed, and nobody is sent to twice.</source>
        <translation>发出第一条之前，所有内容都已写入本机。关闭窗口或退出程序，发送仍会继续；没有人会收到两遍。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) left out</source>
        <translation>
            <numerusform>排除 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>{list} · {people}</source>
        <translation>{list} · {people}</translation>
    </message>
    <message>
        <source>{whole} · {left_out}</source>
        <translation>{whole} · {left_out}</translation>
    </message>
    <message numerus="yes">
        <source>Send to %Ln people</source>
        <translation>
            <numerusform>发给 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>下一步…</translation>
    </message>
    <message>
        <source>Row {row} gets, with the picture:</source>
        <translation>第 {row} 行将收到（连同图片）：</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>{messages} · balance after: {left}</source>
        <translation>{messages} · 发送后余额 {left}</translation>
    </message>
    <message>
        <source>The balance is {count} messages short</source>
        <translation>余额还差 {count} 条</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Personalised batch — mmskit</source>
        <translation>个性化群发 — mmskit</translation>
    </message>
</context>
<context>
    <name>BatchWiring</name>
    <message>
        <source>The draft is kept by itself.</source>
        <translation>草稿会自动保存。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), one for each person</source>
        <translation>
            <numerusform>%Ln 条，每人一条</numerusform>
        </translation>
    </message>
    <message>
        <source>{messages} · the largest takes {size} of 50 KB (row {row})</source>
        <translation>{messages} · 最大的一条 {size} / 50 KB（第 {row} 行）</translation>
    </message>
    <message>
        <source>These texts are too long beside the picture.</source>
        <translation>这些正文加上图片超过上限。</translation>
    </message>
    <message>
        <source>Make the picture smaller</source>
        <translation>把图片压小</translation>
    </message>
    <message>
        <source>Begun anew. What was there is not lost yet.</source>
        <translation>已重新开始，之前的内容还可以找回。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>找回</translation>
    </message>
    <message>
        <source>The picture was made to fit: {before} → {after} KB</source>
        <translation>图片已压缩：{before} → {after} KB</translation>
    </message>
</context>
<context>
    <name>BusyPicture</name>
    <message>
        <source>Working on the picture…</source>
        <translation>正在处理图片…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>BusySound</name>
    <message>
        <source>Working on the sound…</source>
        <translation>正在处理声音…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CampaignDoubtCard</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Submission {number}: {people}</source>
        <translation>第 {number} 批：{people}</translation>
    </message>
    <message>
        <source>Sent at {time}: {reason}</source>
        <translation>{time} 发出：{reason}</translation>
    </message>
    <message numerus="yes">
        <source>Sent again, it costs up to %Ln message(s) once more.</source>
        <translation>
            <numerusform>如果重发，最多再花 %Ln 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>It was accepted…</source>
        <translation>已被接受…</translation>
    </message>
    <message>
        <source>Send it again…</source>
        <translation>重新发送…</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>These people are not sent to any more</source>
        <translation>不再给这些人发送</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>先不</translation>
    </message>
    <message>
        <source>No delivery report speaks for it yet.</source>
        <translation>还没有能说明它已被接受的状态报告。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln delivery report(s)</source>
        <translation>
            <numerusform>%Ln 份状态报告</numerusform>
        </translation>
    </message>
    <message>
        <source>{reports} under the msgid {msgid} speak for its having been accepted.</source>
        <translation>消息编号 {msgid} 下有 {reports}，说明它已被接受。</translation>
    </message>
    <message>
        <source>If the platform had taken it, all of them get it twice and it is paid for twice. Type {count} to send it again with the rest.</source>
        <translation>如果平台其实已接受，这些人会收到两遍，费用也会算两遍。输入 {count}，它会和其余的一起重发。</translation>
    </message>
    <message>
        <source>Number of messages, to confirm</source>
        <translation>条数，用于确认</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>The msgid that the platform&apos;s list shows for it:</source>
        <translation>平台记录里显示的消息编号：</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>The platform&apos;s msgid</source>
        <translation>平台的消息编号</translation>
    </message>
    <message>
        <source>Note it as accepted</source>
        <translation>记为已接受</translation>
    </message>
</context>
<context>
    <name>CampaignNotice</name>
    <message numerus="yes">
        <source>%n campaign(s) are being sent.</source>
        <translation>
            <numerusform>有 %n 次群发正在发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n campaign(s) are not done.</source>
        <translation>
            <numerusform>有 %n 次群发还没有完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>CampaignPage</name>
    <message numerus="yes">
        <source>Go on: %Ln people</source>
        <translation>
            <numerusform>继续：%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %Ln people</source>
        <translation>
            <numerusform>发给 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln submission(s)</source>
        <translation>
            <numerusform>%Ln 批</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{people}, in {submissions}. The balance is not known.</source>
        <translation>{people}，分 {submissions}。余额未知。</translation>
    </message>
    <message>
        <source>{people}, in {submissions}. The balance is {left}.</source>
        <translation>{people}，分 {submissions}。当前余额 {left}。</translation>
    </message>
    <message>
        <source>See it in the sandbox</source>
        <translation>在沙箱中查看</translation>
    </message>
    <message>
        <source>Do not send it</source>
        <translation>不发了</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CampaignView</name>
    <message>
        <source>Nobody knows whether the platform took these. They are not sent by themselves.</source>
        <translation>下面各批不知道平台是否已接受，不会自动重发。</translation>
    </message>
    <message>
        <source>Pausing after the submission under way…</source>
        <translation>这一批结束后暂停…</translation>
    </message>
    <message>
        <source>Ready: nothing was sent yet</source>
        <translation>已就绪，还没有发送</translation>
    </message>
    <message>
        <source>Sending: {taken} of {people}</source>
        <translation>发送中：{taken} / {people} 人</translation>
    </message>
    <message>
        <source>Paused at {taken} of {people}</source>
        <translation>已暂停：{taken} / {people} 人</translation>
    </message>
    <message>
        <source>Sent, but not all of it is sure</source>
        <translation>已发完，有几批结果不明</translation>
    </message>
    <message numerus="yes">
        <source>Accepted for %Ln people</source>
        <translation>
            <numerusform>已接受 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Closing this window, or the app, does not stop it.</source>
        <translation>关闭窗口或退出程序，都不会中断发送。</translation>
    </message>
    <message>
        <source>“{title}”, through {account}</source>
        <translation>“{title}”，账号：{account}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln accepted</source>
        <translation>
            <numerusform>已接受 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to go</source>
        <translation>
            <numerusform>待发 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in doubt</source>
        <translation>
            <numerusform>结果不明 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>被拒绝 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left</source>
        <translation>
            <numerusform>已放弃 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln delivered</source>
        <translation>
            <numerusform>已送达 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>失败 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Submission {number} ({people}) was refused: {reason}</source>
        <translation>第 {number} 批（{people}）被拒绝：{reason}</translation>
    </message>
</context>
<context>
    <name>CampaignsDialog</name>
    <message>
        <source>Campaigns that wait for you</source>
        <translation>等你处理的群发</translation>
    </message>
    <message>
        <source>Nothing of this goes on by itself.</source>
        <translation>这些群发不会自动继续。</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>群发</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} · {when} · {people}</source>
        <translation>{title} · {when} · {people}</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>What is not saved would be lost: {reason}</source>
        <translation>没保存的内容会丢失：{reason}</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>仍然关闭</translation>
    </message>
</context>
<context>
    <name>ConfirmBar</name>
    <message numerus="yes">
        <source>%Ln message(s) from the account {account}?</source>
        <translation>
            <numerusform>用账号 {account} 发送 %Ln 条？</numerusform>
        </translation>
    </message>
    <message>
        <source>They cost money and cannot be called back. Type {count} to go on.</source>
        <translation>每条都要花钱，发出后收不回来。输入 {count} 继续。</translation>
    </message>
    <message>
        <source>They cost money and cannot be called back.</source>
        <translation>每条都要花钱，发出后收不回来。</translation>
    </message>
    <message>
        <source>Number of recipients, to confirm</source>
        <translation>输入收件人数确认</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>先不发</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>现在发送</translation>
    </message>
</context>
<context>
    <name>CropCanvas</name>
    <message>
        <source>Part that is kept, {size}</source>
        <translation>保留的部分，{size}</translation>
    </message>
    <message>
        <source>Left edge, {size}</source>
        <translation>左边缘，{size}</translation>
    </message>
    <message>
        <source>Upper edge, {size}</source>
        <translation>上边缘，{size}</translation>
    </message>
    <message>
        <source>Right edge, {size}</source>
        <translation>右边缘，{size}</translation>
    </message>
    <message>
        <source>Lower edge, {size}</source>
        <translation>下边缘，{size}</translation>
    </message>
    <message>
        <source>Corner, {size}</source>
        <translation>角，{size}</translation>
    </message>
    <message>
        <source>Arrow keys move it by 1 pixel, with Shift by 10; Tab goes to its edges</source>
        <translation>方向键每次移动 1 像素，按住 Shift 移动 10 像素；Tab 键切换到各条边</translation>
    </message>
</context>
<context>
    <name>CropDialog</name>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>Crop and rotate</source>
        <translation>裁剪与旋转</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原比例</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
</context>
<context>
    <name>CropFields</name>
    <message>
        <source>of {width} × {height} px</source>
        <translation>原图 {width} × {height} 像素</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
</context>
<context>
    <name>DecideCard</name>
    <message numerus="yes">
        <source>It may have reached %Ln people, and may have been charged</source>
        <translation>
            <numerusform>可能已经发给 %Ln 人，也可能已经计费</numerusform>
        </translation>
    </message>
    <message>
        <source>It went out at {when}, and the platform&apos;s answer never came. Wait for delivery reports, compare the balance, or look at the platform&apos;s own list; then note here what you found out.</source>
        <translation>{when} 发出后，一直没有收到平台的答复。请等状态报告、核对余额，或到平台上看发送记录，再在这里记下结果。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these people have delivery reports under the message id {msgid}, which no other submission has. That speaks for its having been accepted.</source>
        <translation>
            <numerusform>其中 %Ln 人已有状态报告，消息编号 {msgid} 不属于其他任何一次发送，说明平台很可能收下了</numerusform>
        </translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>消息编号</translation>
    </message>
    <message>
        <source>Message id on the platform</source>
        <translation>平台上的消息编号</translation>
    </message>
    <message>
        <source>It was accepted</source>
        <translation>平台收下了</translation>
    </message>
    <message>
        <source>Type {count}</source>
        <translation>请输入 {count}</translation>
    </message>
    <message>
        <source>Number of people, to confirm sending again</source>
        <translation>人数，确认要重发</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>重发</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>It was charged, or stands in the platform&apos;s list:</source>
        <translation>已经计费，或平台上查得到：</translation>
    </message>
    <message numerus="yes">
        <source>It did not go out. If it did, all %Ln get it twice and are paid for twice:</source>
        <translation>
            <numerusform>确实没有发出。如果其实发出了，这 %Ln 人会收到两次，也会计费两次：</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody will find out. None of these people is sent to again:</source>
        <translation>查不清楚了。不再发给这些人：</translation>
    </message>
</context>
<context>
    <name>DeliveriesModel</name>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>结果不明</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待状态报告</translation>
    </message>
</context>
<context>
    <name>DeliveryChart</name>
    <message>
        <source>No report has come yet.</source>
        <translation>还没有状态报告。</translation>
    </message>
    <message>
        <source>From {first} to {last}: {delivered} delivered, {failed} failed.</source>
        <translation>{first} 到 {last}：已送达 {delivered}，失败 {failed}。</translation>
    </message>
    <message>
        <source>{time}: {delivered} delivered, {failed} failed</source>
        <translation>{time}：已送达 {delivered}，失败 {failed}</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Delivery over time</source>
        <translation>送达进度</translation>
    </message>
</context>
<context>
    <name>DeliveryFigures</name>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>还没有状态报告</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>没有发出</translation>
    </message>
    <message>
        <source>{name}: {count}</source>
        <translation>{name}：{count}</translation>
    </message>
</context>
<context>
    <name>DeliveryView</name>
    <message>
        <source>Recipients and what became of their message</source>
        <translation>每个收件人的送达情况</translation>
    </message>
    <message numerus="yes">
        <source>%Ln delivered</source>
        <translation>
            <numerusform>送达 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>失败 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unclear</source>
        <translation>
            <numerusform>未知 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>等待 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{code}: {count}</source>
        <translation>{code}：{count}</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Add frames from files</source>
        <translation>用文件添加帧</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.gif *.png *.webp *.bmp);;All files (*)</source>
        <translation>图片 (*.jpg *.jpeg *.gif *.png *.webp *.bmp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a sound</source>
        <translation>选择声音</translation>
    </message>
    <message>
        <source>Sounds (*.amr *.mid *.midi *.mp3 *.wav *.m4a *.ogg *.flac);;All files (*)</source>
        <translation>声音 (*.amr *.mid *.midi *.mp3 *.wav *.m4a *.ogg *.flac);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Go to frame</source>
        <translation>转到某一帧</translation>
    </message>
    <message>
        <source>Frame number, 1 to {count}:</source>
        <translation>第几帧（1 至 {count}）：</translation>
    </message>
    <message>
        <source>Save as template</source>
        <translation>存为模板</translation>
    </message>
    <message>
        <source>Name of the template:</source>
        <translation>模板名称：</translation>
    </message>
    <message>
        <source>Kept as template “{name}”</source>
        <translation>已存为模板“{name}”</translation>
    </message>
    <message>
        <source>The sandbox starts when you first send to it.</source>
        <translation>第一次向沙箱发送时，它才会启动。</translation>
    </message>
    <message>
        <source>Pictures, sounds and texts (*.jpg *.jpeg *.gif *.png *.webp *.bmp *.amr *.mid *.midi *.mp3 *.wav *.m4a *.ogg *.flac *.txt);;All files (*)</source>
        <translation>图片、声音和文本 (*.jpg *.jpeg *.gif *.png *.webp *.bmp *.amr *.mid *.midi *.mp3 *.wav *.m4a *.ogg *.flac *.txt);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>Divider</name>
    <message>
        <source>Compare the original with what is sent</source>
        <translation>对比原图和实际发送的图片</translation>
    </message>
    <message>
        <source>Left the original, right what is sent</source>
        <translation>左边是原图，右边是实际发送的</translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message>
        <source>It was accepted</source>
        <translation>平台收下了</translation>
    </message>
    <message>
        <source>It was not sent</source>
        <translation>没有发出去</translation>
    </message>
    <message numerus="yes">
        <source>It may have reached %Ln people and been charged. It is not sent again by itself.</source>
        <translation>
            <numerusform>可能已发给 %Ln 人并扣费。不会自动重发。</numerusform>
        </translation>
    </message>
    <message>
        <source>To settle it, wait for delivery reports, compare the balance, or look at the platform&apos;s own list of what was sent. Then note here what you found out.</source>
        <translation>想弄清楚，可以等状态报告、核对余额，或到平台上看发送记录，再在这里记下结果。</translation>
    </message>
    <message>
        <source>Delivery reports have come for these numbers: it was accepted</source>
        <translation>这些号码已有状态报告，说明平台收下了</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Let go to replace the picture</source>
        <translation>松开即替换图片</translation>
    </message>
    <message>
        <source>Let go to add the picture</source>
        <translation>松开即添加图片</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Drop a list here, or click to choose</source>
        <translation>拖入名单，或点击选择</translation>
    </message>
    <message>
        <source>CSV or Excel, with names in the first row</source>
        <translation>CSV 或 Excel，第一行是列名</translation>
    </message>
    <message>
        <source>Open a list of recipients</source>
        <translation>打开收件人名单</translation>
    </message>
</context>
<context>
    <name>EmptyPicture</name>
    <message>
        <source>Drop a picture here, or click to choose</source>
        <translation>把图片拖到这里，或点击选择</translation>
    </message>
    <message>
        <source>JPEG, GIF, PNG, WebP, BMP</source>
        <translation>JPEG、GIF、PNG、WebP、BMP</translation>
    </message>
    <message>
        <source>Add a picture</source>
        <translation>添加图片</translation>
    </message>
</context>
<context>
    <name>EmptySound</name>
    <message>
        <source>Drop a sound here, or click to choose</source>
        <translation>把声音拖到这里，或点击选择</translation>
    </message>
    <message>
        <source>AMR, MIDI, MP3, WAV, M4A, Ogg, FLAC</source>
        <translation>AMR、MIDI、MP3、WAV、M4A、Ogg、FLAC</translation>
    </message>
    <message>
        <source>Add a sound</source>
        <translation>添加声音</translation>
    </message>
</context>
<context>
    <name>FieldChip</name>
    <message>
        <source>customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>{name}:</source>
        <translation>{name}：</translation>
    </message>
    <message>
        <source>Put in {field}</source>
        <translation>插入 {field}</translation>
    </message>
    <message>
        <source>Put in with other words where it is empty</source>
        <translation>插入，并设置为空时的默认内容</translation>
    </message>
    <message>
        <source>Put in a part that is left out where it is empty</source>
        <translation>插入一段，为空时整段不显示</translation>
    </message>
    <message>
        <source>Put the column {name} into the text</source>
        <translation>把“{name}”列插入正文</translation>
    </message>
</context>
<context>
    <name>FieldChips</name>
    <message>
        <source>Open a list, and its columns stand here as fields.</source>
        <translation>打开名单后，各列会作为字段出现在这里。</translation>
    </message>
</context>
<context>
    <name>FilesSection</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>未保存的内容</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>The list is empty.</source>
        <translation>列表是空的。</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Recent documents</source>
        <translation>最近打开的文件</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Messages (*.mmsx message.toml)</source>
        <translation>彩信 (*.mmsx message.toml)</translation>
    </message>
</context>
<context>
    <name>FitReport</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>改动了什么</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to fit</source>
        <translation>
            <numerusform>压缩时改动了 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing had to be changed</source>
        <translation>不用压缩，本来就放得下</translation>
    </message>
    <message>
        <source>{size} of {limit} · originals are kept</source>
        <translation>{size} / {limit} · 原文件都留着</translation>
    </message>
    <message>
        <source>{said} · fitted fast: the extra “best” is not installed</source>
        <translation>{said} · 已用快速模式（未安装高质量组件）</translation>
    </message>
</context>
<context>
    <name>Fitting</name>
    <message>
        <source>Make smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>The message was changed meanwhile, so this was left as it is.</source>
        <translation>彩信刚刚又改过，这次压缩没有采用。</translation>
    </message>
    <message>
        <source>Fit to 50 KB</source>
        <translation>压缩到 50 KB</translation>
    </message>
</context>
<context>
    <name>FrameCards</name>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>FrameWork</name>
    <message>
        <source>Add frame</source>
        <translation>添加帧</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>再制一份</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) deleted</source>
        <translation>
            <numerusform>删除了 %n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>倒转顺序</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>移除图片</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Remove sound</source>
        <translation>移除声音</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>输入文字</translation>
    </message>
    <message>
        <source>Remove text</source>
        <translation>移除文字</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>The first {most} files were taken, {count} were left out.</source>
        <translation>只用了前 {most} 个文件，另外 {count} 个没有用。</translation>
    </message>
    <message numerus="yes">
        <source>{first} (and %n more)</source>
        <translation>
            <numerusform>{first}（还有 %n 个）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FramesModel</name>
    <message>
        <source>Frame {number} of {count}</source>
        <translation>第 {number} 帧，共 {count} 帧</translation>
    </message>
    <message>
        <source>animation</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Search title, account or message id</source>
        <translation>搜索标题、账号或消息编号</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>结果不明</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Refused or not sent</source>
        <translation>被拒绝或没发出</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>One message for all</source>
        <translation>所有人同一条</translation>
    </message>
    <message>
        <source>A text for each</source>
        <translation>每人一段文字</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>Fetch reports</source>
        <translation>获取状态报告</translation>
    </message>
    <message>
        <source>Fetch delivery reports now</source>
        <translation>现在就获取状态报告</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>Delivery over time</source>
        <translation>送达进度</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more doubt(s) follow when these are decided.</source>
        <translation>
            <numerusform>这些处理完后，还有 %Ln 个结果不明的。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>What was sent</source>
        <translation>发送历史</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>The message was not kept with this submission.</source>
        <translation>这次发送没有留下彩信内容。</translation>
    </message>
</context>
<context>
    <name>HistoryWiring</name>
    <message>
        <source>Reading what was sent…</source>
        <translation>正在读取发送历史…</translation>
    </message>
    <message>
        <source>Nothing was sent yet</source>
        <translation>还没有发送过</translation>
    </message>
    <message>
        <source>What you send stands here, with its delivery reports.</source>
        <translation>发送过的彩信和状态报告都会列在这里。</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>没有符合条件的</translation>
    </message>
    <message>
        <source>Look for other words, states or times.</source>
        <translation>换个关键词、状态或时间试试。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message numerus="yes">
        <source>%Ln submission(s) may or may not have gone out</source>
        <translation>
            <numerusform>有 %Ln 次发送结果不明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{said}, to {who}. Nothing sends them again by itself.</source>
        <translation>{said}，涉及 {who}。不会自动重发。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Everybody is in {name}</source>
        <translation>所有收件人已存到 {name}</translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message>
        <source>Choose the column</source>
        <translation>请选择列</translation>
    </message>
    <message>
        <source>Open another list</source>
        <translation>打开别的名单</translation>
    </message>
    <message>
        <source>Do without this list</source>
        <translation>移除这份名单</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>正在读取名单</translation>
    </message>
    <message>
        <source>Numbers in</source>
        <translation>号码列</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Stop list</source>
        <translation>免打扰名单</translation>
    </message>
    <message>
        <source>Column with the numbers</source>
        <translation>号码所在的列</translation>
    </message>
    <message>
        <source>Sheet of the workbook</source>
        <translation>工作簿中的工作表</translation>
    </message>
    <message>
        <source>Do without the stop list</source>
        <translation>不用免打扰名单</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a list of those who get nothing</source>
        <translation>选择一份不发送的名单</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s)</source>
        <translation>
            <numerusform>重复 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on the stop list</source>
        <translation>
            <numerusform>免打扰 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a usable number</source>
        <translation>
            <numerusform>号码不可用 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with lost digits</source>
        <translation>
            <numerusform>号码丢失位数 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln damaged row(s)</source>
        <translation>
            <numerusform>列数不符 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unreadable row(s)</source>
        <translation>
            <numerusform>无法读取 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: {listed}</source>
        <translation>已排除：{listed}</translation>
    </message>
</context>
<context>
    <name>MailingFoot</name>
    <message>
        <source>Use again</source>
        <translation>再次使用</translation>
    </message>
    <message>
        <source>Open the message as a new document</source>
        <translation>把这条彩信打开为新文档</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation>继续发送</translation>
    </message>
    <message numerus="yes">
        <source>Send again to the %Ln failed</source>
        <translation>
            <numerusform>重发给失败的 %Ln 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MailingHead</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the message ids</source>
        <translation>复制消息编号</translation>
    </message>
    <message>
        <source>{state} · {people} · {kind}</source>
        <translation>{state} · {people} · {kind}</translation>
    </message>
    <message>
        <source>{when} · from {account}</source>
        <translation>{when} · {account}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln submission(s)</source>
        <translation>
            <numerusform>分 %Ln 次提交</numerusform>
        </translation>
    </message>
    <message>
        <source>{where} · {parts}</source>
        <translation>{where} · {parts}</translation>
    </message>
    <message>
        <source>Message id {ids}</source>
        <translation>消息编号 {ids}</translation>
    </message>
    <message>
        <source>Message ids {ids} and {count} more</source>
        <translation>消息编号 {ids}，另有 {count} 个</translation>
    </message>
</context>
<context>
    <name>MailingList</name>
    <message>
        <source>What was sent</source>
        <translation>发送历史</translation>
    </message>
</context>
<context>
    <name>Mailings</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>A text for each</source>
        <translation>每人一段文字</translation>
    </message>
    <message>
        <source>One message for all</source>
        <translation>所有人同一条</translation>
    </message>
    <message>
        <source>Not completely made</source>
        <translation>没有建完</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>还没开始</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Accepted in part</source>
        <translation>部分已接受</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>没有发出</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>结果不明</translation>
    </message>
    <message>
        <source>Left in doubt</source>
        <translation>未知，已搁置</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>New from &amp;template</source>
        <translation>从模板新建(&amp;T)</translation>
    </message>
    <message>
        <source>New from sa&amp;mple</source>
        <translation>从样例新建(&amp;M)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
</context>
<context>
    <name>MinimumMenu</name>
    <message>
        <source>Least quality</source>
        <translation>最低质量</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不设</translation>
    </message>
    <message>
        <source>Poor, but recognisable</source>
        <translation>较差，但看得清</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>尚可</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Like the original</source>
        <translation>与原图几乎一样</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OwnNumberRow</name>
    <message>
        <source>Send to me first</source>
        <translation>先发给我自己</translation>
    </message>
    <message>
        <source>Your own number</source>
        <translation>您自己的号码</translation>
    </message>
    <message>
        <source>Send one copy</source>
        <translation>发一条</translation>
    </message>
</context>
<context>
    <name>PagingBar</name>
    <message>
        <source>First recipient</source>
        <translation>第一位收件人</translation>
    </message>
    <message>
        <source>Recipient before</source>
        <translation>上一位收件人</translation>
    </message>
    <message>
        <source>Recipient before (Alt+←)</source>
        <translation>上一位收件人（Alt+←）</translation>
    </message>
    <message>
        <source>Next recipient</source>
        <translation>下一位收件人</translation>
    </message>
    <message>
        <source>Next recipient (Alt+→)</source>
        <translation>下一位收件人（Alt+→）</translation>
    </message>
    <message>
        <source>Last recipient</source>
        <translation>最后一位收件人</translation>
    </message>
    <message>
        <source>Row </source>
        <translation>行 </translation>
    </message>
    <message>
        <source>Row of the list to show</source>
        <translation>要查看的名单行号</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长正文</translation>
    </message>
    <message>
        <source>Show the recipient with the longest text</source>
        <translation>查看正文最长的收件人</translation>
    </message>
    <message>
        <source>Recipient {place} of {people}</source>
        <translation>第 {place} 位，共 {people} 位</translation>
    </message>
    <message>
        <source>No recipients yet</source>
        <translation>还没有收件人</translation>
    </message>
    <message>
        <source>Next problem ({count})</source>
        <translation>下一个问题（{count}）</translation>
    </message>
    <message>
        <source>Show the next message that cannot be sent</source>
        <translation>查看下一条不能发送的消息</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Reported at</source>
        <translation>报告时间</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>消息编号</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Another code</source>
        <translation>其他代码</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>还没有报告</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>结果不明</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>没有发出</translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message>
        <source>People</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Whole numbers</source>
        <translation>完整号码</translation>
    </message>
    <message>
        <source>Show whole numbers</source>
        <translation>显示完整号码</translation>
    </message>
    <message>
        <source>Recipients and what became of their message</source>
        <translation>收件人和各自的结果</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln</source>
        <translation>
            <numerusform>全部 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>{outcome} {count}</source>
        <translation>{outcome} {count}</translation>
    </message>
    <message>
        <source>Which people are shown</source>
        <translation>显示哪些收件人</translation>
    </message>
</context>
<context>
    <name>PhoneControls</name>
    <message>
        <source>{now} of {whole}</source>
        <translation>{now}，共 {whole}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>Time in the preview</source>
        <translation>预览进度</translation>
    </message>
    <message>
        <source>Dark phone</source>
        <translation>深色手机</translation>
    </message>
    <message>
        <source>Text above the picture</source>
        <translation>文字在图片上方</translation>
    </message>
</context>
<context>
    <name>PhonePanel</name>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>小屏</translation>
    </message>
    <message>
        <source>Tall</source>
        <translation>长屏</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>大字</translation>
    </message>
</context>
<context>
    <name>PhoneSection</name>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Phone in the preview</source>
        <translation>预览用的手机</translation>
    </message>
    <message>
        <source>It changes the preview, never what is sent.</source>
        <translation>只影响预览，不影响发送的内容。</translation>
    </message>
    <message>
        <source>Dark phone</source>
        <translation>手机深色模式</translation>
    </message>
    <message>
        <source>Text above the picture</source>
        <translation>文字在图片上方</translation>
    </message>
    <message>
        <source>Some phones show the text first.</source>
        <translation>有的手机先显示文字。</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准手机</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>小屏</translation>
    </message>
    <message>
        <source>Tall</source>
        <translation>长屏</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>大字</translation>
    </message>
</context>
<context>
    <name>PhoneSide</name>
    <message>
        <source>This message: {size} of {limit} KB</source>
        <translation>这一条：{size} / {limit} KB</translation>
    </message>
</context>
<context>
    <name>PhoneView</name>
    <message>
        <source>Phone: no frame yet</source>
        <translation>手机：还没有帧</translation>
    </message>
    <message>
        <source>Add a frame to see it here</source>
        <translation>添加一帧，就能在这里看到</translation>
    </message>
    <message>
        <source>Phone: frame {number} of {count}</source>
        <translation>手机：第 {number} 帧，共 {count} 帧</translation>
    </message>
    <message>
        <source>This frame is empty so far</source>
        <translation>这一帧还是空的</translation>
    </message>
    <message>
        <source>This picture is damaged and cannot be shown</source>
        <translation>图片已损坏，显示不了</translation>
    </message>
    <message>
        <source>with a picture</source>
        <translation>有图片</translation>
    </message>
    <message>
        <source>with a sound</source>
        <translation>有声音</translation>
    </message>
</context>
<context>
    <name>PictureFoot</name>
    <message>
        <source>Background colour</source>
        <translation>背景色</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>{size} · {kind}, will be converted</source>
        <translation>{size} · {kind}，发送前会转换</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Cut off what is not needed</source>
        <translation>裁掉多余的部分</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>Rotate left by 90°</source>
        <translation>向左旋转 90°</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>Rotate right by 90°</source>
        <translation>向右旋转 90°</translation>
    </message>
    <message>
        <source>Keep sharp</source>
        <translation>保持清晰</translation>
    </message>
    <message>
        <source>Fitting gives this picture more of the room</source>
        <translation>压缩时给这张图片多留些空间</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Fitting leaves this picture exactly as it is now</source>
        <translation>压缩时不再改动这张图片</translation>
    </message>
    <message>
        <source>More for this picture</source>
        <translation>更多图片操作</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Fit to {limit}</source>
        <translation>压缩到 {limit}</translation>
    </message>
    <message>
        <source>Background colour…</source>
        <translation>背景色…</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>移除图片</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Making the picture fit…</source>
        <translation>正在压缩图片…</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Replace the picture</source>
        <translation>替换图片</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>移除图片</translation>
    </message>
    <message>
        <source>{size} · {pixels}</source>
        <translation>{size} · {pixels}</translation>
    </message>
    <message>
        <source>{before} → {size} · {pixels}</source>
        <translation>{before} → {size} · {pixels}</translation>
    </message>
</context>
<context>
    <name>PictureWell</name>
    <message>
        <source>Frame {number} has no picture</source>
        <translation>第 {number} 帧没有图片</translation>
    </message>
    <message>
        <source>Original {size}</source>
        <translation>原图 {size}</translation>
    </message>
    <message>
        <source>Sends {size} · {pixels}</source>
        <translation>发送 {size} · {pixels}</translation>
    </message>
    <message>
        <source>Picture of frame {number}, {name}, sends {size}, {pixels}</source>
        <translation>第 {number} 帧的图片，{name}，发送 {size}，{pixels}</translation>
    </message>
    <message>
        <source>Fit and convert</source>
        <translation>压缩并转换</translation>
    </message>
    <message>
        <source>A message cannot carry {kind}</source>
        <translation>彩信里不能放 {kind}</translation>
    </message>
    <message>
        <source>Picture of frame {number}, {name}, {size}, {pixels}, not fitted yet</source>
        <translation>第 {number} 帧的图片，{name}，{size}，{pixels}，还没有压缩</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的图片</translation>
    </message>
</context>
<context>
    <name>ProblemBanner</name>
    <message>
        <source>Choose another</source>
        <translation>换一张</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ProblemChip</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>{count}: {first}</source>
        <translation>{count}：{first}</translation>
    </message>
</context>
<context>
    <name>RecentButton</name>
    <message>
        <source>no longer there</source>
        <translation>文件已不在</translation>
    </message>
    <message>
        <source>{name}, in {folder}, {time}</source>
        <translation>{name}，位于 {folder}，{time}</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>What you open or save is listed here.</source>
        <translation>打开或保存过的彩信会列在这里。</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>Remove {name} from this list</source>
        <translation>从列表中移除 {name}</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>RecipientTable</name>
    <message>
        <source>Row {row}: {reason}</source>
        <translation>第 {row} 行：{reason}</translation>
    </message>
    <message>
        <source>Recipients as they were understood</source>
        <translation>识别出的收件人</translation>
    </message>
</context>
<context>
    <name>RecipientsField</name>
    <message>
        <source>Which column?</source>
        <translation>哪一列是号码？</translation>
    </message>
    <message>
        <source>Open a list of recipients</source>
        <translation>打开收件人名单</translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt *.tsv *.xlsx *.xls);;All files (*)</source>
        <translation>名单 (*.csv *.txt *.tsv *.xlsx *.xls);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Type or paste numbers, one per line or parted by commas. Or drop a list here.</source>
        <translation>输入或粘贴号码，每行一个，或用逗号隔开；也可以把名单拖到这里。</translation>
    </message>
    <message>
        <source>Numbers of the recipients</source>
        <translation>收件人号码</translation>
    </message>
    <message>
        <source>Open a list…</source>
        <translation>打开名单…</translation>
    </message>
    <message>
        <source>Only problems</source>
        <translation>只看有问题的</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>正在读取名单</translation>
    </message>
    <message>
        <source>Column with the numbers</source>
        <translation>号码所在的列</translation>
    </message>
    <message numerus="yes">
        <source>%Ln recipient(s)</source>
        <translation>
            <numerusform>%Ln 个收件人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s)</source>
        <translation>
            <numerusform>%Ln 个重复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not usable</source>
        <translation>
            <numerusform>%Ln 个不能用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipientsModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>RecordingDialog</name>
    <message>
        <source>recording.wav</source>
        <translation>录音.wav</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>开始录音</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录音</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>停止试听</translation>
    </message>
    <message>
        <source>Record a sound</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Press the button and speak, up to {seconds} seconds.</source>
        <translation>按下按钮开始说话，最长 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Recording. Press the button when you are done.</source>
        <translation>正在录音。说完按一下按钮。</translation>
    </message>
    <message>
        <source>Listen to it, then use it or record again.</source>
        <translation>听一听，满意就用，不满意再录一次。</translation>
    </message>
    <message>
        <source>How loud it is</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>重录</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>就用这段</translation>
    </message>
</context>
<context>
    <name>RecoveryRow</name>
    <message>
        <source>a message without a title</source>
        <translation>无标题的彩信</translation>
    </message>
    <message>
        <source>Your work from {time} was not saved: {title}</source>
        <translation>{time} 的内容还没保存：{title}</translation>
    </message>
    <message>
        <source>It was never saved as a file.</source>
        <translation>还没有存成过文件。</translation>
    </message>
    <message>
        <source>Changes to {name} in {folder}</source>
        <translation>对 {folder} 中 {name} 的修改</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore {title}</source>
        <translation>恢复 {title}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Discard {title}</source>
        <translation>丢弃 {title}</translation>
    </message>
</context>
<context>
    <name>RowsPane</name>
    <message>
        <source>Row {row}: {reason}</source>
        <translation>第 {row} 行：{reason}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>People {count}</source>
        <translation>收件人 {count}</translation>
    </message>
    <message>
        <source>Left out {count}</source>
        <translation>已排除 {count}</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>名单的各行</translation>
    </message>
    <message>
        <source>Save the rejected rows…</source>
        <translation>保存被排除的行…</translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message>
        <source>{name}: {choice}</source>
        <translation>{name}：{choice}</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Sending one copy…</source>
        <translation>正在给您发一条…</translation>
    </message>
    <message>
        <source>Accepted; waiting for the delivery report</source>
        <translation>平台已接受，等待状态报告</translation>
    </message>
    <message>
        <source>{state} at {time} ({code})</source>
        <translation>{state}，{time}（{code}）</translation>
    </message>
</context>
<context>
    <name>SendForm</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>{frames} · {size} of {limit} KB</source>
        <translation>{frames} · {size} / {limit} KB</translation>
    </message>
    <message numerus="yes">
        <source>Send to %Ln people</source>
        <translation>
            <numerusform>发给 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>去看看</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln 条彩信</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody gets it yet: add recipients</source>
        <translation>还没有收件人，请先添加</translation>
    </message>
    <message>
        <source>{messages} · balance after: {left}</source>
        <translation>{messages} · 发完余额 {left}</translation>
    </message>
    <message>
        <source>Another message is being sent</source>
        <translation>另一条彩信正在发送</translation>
    </message>
    <message>
        <source>The balance is {count} messages short</source>
        <translation>余额还差 {count} 条</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were sent this very message already</source>
        <translation>
            <numerusform>这条彩信已给其中 %Ln 人发过</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendResult</name>
    <message>
        <source>Waiting for the platform&apos;s answer</source>
        <translation>等待平台答复</translation>
    </message>
    <message>
        <source>See it in the sandbox</source>
        <translation>在沙箱里查看</translation>
    </message>
    <message>
        <source>Back to the recipients</source>
        <translation>返回收件人</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Sending to %Ln people</source>
        <translation>
            <numerusform>正在发给 %Ln 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accepted for %Ln people</source>
        <translation>
            <numerusform>平台已接受，共 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>平台拒绝了</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>没有发出</translation>
    </message>
    <message>
        <source>Nobody knows yet whether it went out</source>
        <translation>还不清楚有没有发出去</translation>
    </message>
    <message>
        <source>It is sent once. This may take up to a minute.</source>
        <translation>只发一次，最多等一分钟。</translation>
    </message>
    <message>
        <source>Noted as accepted.</source>
        <translation>已记为：平台收下了。</translation>
    </message>
    <message>
        <source>Message id {msgid}. Closing this window does not stop the delivery reports.</source>
        <translation>消息编号 {msgid}。关掉这个窗口，状态报告照样会来。</translation>
    </message>
    <message>
        <source>Noted as not sent. It may be sent again.</source>
        <translation>已记为：没有发出。可以再发。</translation>
    </message>
</context>
<context>
    <name>SendingSection</name>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Your own number</source>
        <translation>自己的手机号</translation>
    </message>
    <message>
        <source>For “send to me first”. Leave it empty to forget it.</source>
        <translation>“先发给我自己”时用。留空即不记住。</translation>
    </message>
    <message>
        <source>Type the count to confirm, above</source>
        <translation>超过多少人要输入人数确认</translation>
    </message>
    <message>
        <source>Sending to more recipients than this asks you to type how many they are.</source>
        <translation>收件人超过这个数，发送前要先输入人数。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>SizeBar</name>
    <message>
        <source>Frame {number}: {size}</source>
        <translation>第 {number} 帧：{size}</translation>
    </message>
    <message>
        <source>Picture {size}</source>
        <translation>图片 {size}</translation>
    </message>
    <message>
        <source>Sound {size}</source>
        <translation>声音 {size}</translation>
    </message>
    <message>
        <source>Text {size}</source>
        <translation>文字 {size}</translation>
    </message>
</context>
<context>
    <name>SizeMeter</name>
    <message>
        <source>{size} / {limit} KB</source>
        <translation>{size} / {limit} KB</translation>
    </message>
    <message>
        <source>{size} too much</source>
        <translation>超出 {size}</translation>
    </message>
    <message>
        <source>{size} left</source>
        <translation>还可放 {size}</translation>
    </message>
    <message>
        <source>Size of the message: {size} of {limit}, {left}</source>
        <translation>彩信大小：{size}，上限 {limit}，{left}</translation>
    </message>
    <message>
        <source>Picture {number} smaller: −{size}</source>
        <translation>缩小第 {number} 帧图片：−{size}</translation>
    </message>
    <message>
        <source>Convert picture {number}: −{size}</source>
        <translation>转换第 {number} 帧图片：−{size}</translation>
    </message>
    <message>
        <source>Picture {number} without motion: −{size}</source>
        <translation>第 {number} 帧动画改静态：−{size}</translation>
    </message>
    <message>
        <source>Sound {number} plainer: −{size}</source>
        <translation>降低第 {number} 帧音质：−{size}</translation>
    </message>
    <message>
        <source>Convert sound {number}: −{size}</source>
        <translation>转换第 {number} 帧声音：−{size}</translation>
    </message>
    <message>
        <source>Frame {number} smaller: −{size}</source>
        <translation>缩小第 {number} 帧：−{size}</translation>
    </message>
</context>
<context>
    <name>SoundDropTarget</name>
    <message>
        <source>Let go to replace the sound</source>
        <translation>松开即替换声音</translation>
    </message>
    <message>
        <source>Let go to add the sound</source>
        <translation>松开即添加声音</translation>
    </message>
</context>
<context>
    <name>SoundRow</name>
    <message>
        <source>MIDI cannot be trimmed</source>
        <translation>MIDI 不能截取</translation>
    </message>
    <message>
        <source>Frame {number} has no sound</source>
        <translation>第 {number} 帧没有声音</translation>
    </message>
    <message>
        <source>Sound of frame {number}, {name}, {detail}</source>
        <translation>第 {number} 帧的声音，{name}，{detail}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play what is sent</source>
        <translation>播放实际发送的声音</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Record a sound with the microphone</source>
        <translation>用麦克风录一段声音</translation>
    </message>
</context>
<context>
    <name>SoundTools</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>{rate} kbit/s</source>
        <translation>{rate} kbit/s</translation>
    </message>
    <message>
        <source>The best quality that this sound is sent with</source>
        <translation>这段声音最高用什么音质发送</translation>
    </message>
    <message>
        <source>Fitting leaves this sound exactly as it is now</source>
        <translation>压缩时不再改动这段声音</translation>
    </message>
    <message>
        <source>Quality: {choice}</source>
        <translation>音质：{choice}</translation>
    </message>
    <message>
        <source>MIDI holds notes, which have no quality to choose</source>
        <translation>MIDI 里面是音符，没有音质可选</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>More for this sound</source>
        <translation>更多声音操作</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>录音…</translation>
    </message>
    <message>
        <source>Play the original</source>
        <translation>播放原声</translation>
    </message>
    <message>
        <source>Remove sound</source>
        <translation>移除声音</translation>
    </message>
    <message>
        <source>Automatic: the best that fits</source>
        <translation>自动：放得下的最好音质</translation>
    </message>
</context>
<context>
    <name>SoundWords</name>
    <message>
        <source>Pasted sound</source>
        <translation>粘贴的声音</translation>
    </message>
    <message>
        <source>{start} to {end} · {seconds} s</source>
        <translation>{start} 至 {end} · {seconds} 秒</translation>
    </message>
    <message>
        <source>{length} · {kind}, will become AMR</source>
        <translation>{length} · {kind}，会转成 AMR</translation>
    </message>
    <message>
        <source>{length} · {rate} kbit/s · {size}</source>
        <translation>{length} · {rate} kbit/s · {size}</translation>
    </message>
</context>
<context>
    <name>SourceChips</name>
    <message>
        <source>Pasted list</source>
        <translation>粘贴的名单</translation>
    </message>
    <message>
        <source>{name} · {count}</source>
        <translation>{name} · {count}</translation>
    </message>
    <message>
        <source>Remove the list {name}</source>
        <translation>移除名单 {name}</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>Remove from templates</source>
        <translation>从模板中移除</translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation>打不开</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}, {about}</source>
        <translation>{name}，{about}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>{name} is no longer a template.</source>
        <translation>{name} 已不再是模板。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Start from a sample</source>
        <translation>从样例开始</translation>
    </message>
    <message>
        <source>Your templates</source>
        <translation>我的模板</translation>
    </message>
</context>
<context>
    <name>StartSide</name>
    <message>
        <source>Make a multimedia message, and see it as it will arrive.</source>
        <translation>做一条彩信，看到的就是对方收到的。</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新建彩信</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a message</source>
        <translation>打开彩信</translation>
    </message>
    <message>
        <source>Personalised batch</source>
        <translation>个性化群发</translation>
    </message>
    <message>
        <source>Write to everyone on a list, each by name</source>
        <translation>给名单上的每个人发送各自的内容</translation>
    </message>
    <message>
        <source>Or drop pictures, sounds or a message anywhere on this page.</source>
        <translation>也可以把图片、声音或彩信文件拖到这里。</translation>
    </message>
</context>
<context>
    <name>StartWiring</name>
    <message>
        <source>Discarded: {title}</source>
        <translation>已丢弃：{title}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>StripPane</name>
    <message>
        <source>Drop pictures to add</source>
        <translation>拖入图片即可添加</translation>
    </message>
    <message>
        <source>Add frames from files</source>
        <translation>用文件添加帧</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
</context>
<context>
    <name>TemplateEdit</name>
    <message>
        <source>Write the text. Click a field above to put it in where the cursor stands.</source>
        <translation>在这里写正文。点击上方字段，即可插入到光标处。</translation>
    </message>
    <message>
        <source>Text with fields</source>
        <translation>带字段的正文</translation>
    </message>
</context>
<context>
    <name>TextCard</name>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n 字</numerusform>
        </translation>
    </message>
    <message>
        <source>{characters} · {size} bytes</source>
        <translation>{characters} · {size} 字节</translation>
    </message>
    <message>
        <source>Text of frame {number}</source>
        <translation>第 {number} 帧的文字</translation>
    </message>
    <message>
        <source>Write what this frame says</source>
        <translation>写下这一帧的文字</translation>
    </message>
    <message>
        <source>Shown for</source>
        <translation>显示时长</translation>
    </message>
    <message>
        <source>in the preview only</source>
        <translation>仅用于预览</translation>
    </message>
    <message>
        <source>Phones decide themselves how long they show a frame; nothing of this is sent.</source>
        <translation>每帧显示多久由手机决定，这个时长不会发出去。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Seconds that the preview shows this frame</source>
        <translation>预览中这一帧显示的秒数</translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message>
        <source>Make it {field}</source>
        <translation>改为 {field}</translation>
    </message>
    <message>
        <source>Undo in the text</source>
        <translation>撤销文字修改</translation>
    </message>
    <message>
        <source>Redo in the text</source>
        <translation>重做文字修改</translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) with the fields</source>
        <translation>
            <numerusform>%Ln 字（含字段）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TitleField</name>
    <message>
        <source>Title of the message</source>
        <translation>彩信标题</translation>
    </message>
    <message>
        <source>{count} of {most} characters</source>
        <translation>{count} / {most} 字</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>· edited</source>
        <translation>· 有改动</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Personalised batch</source>
        <translation>个性化群发</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Export XML…</source>
        <translation>导出 XML…</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>发送…</translation>
    </message>
</context>
<context>
    <name>TrimHandle</name>
    <message>
        <source>Beginning of the part that is kept</source>
        <translation>保留部分的开头</translation>
    </message>
    <message>
        <source>Drag to leave out the beginning (arrow keys: 0.1 s, with Shift: 1 s)</source>
        <translation>拖动去掉开头（方向键 0.1 秒，按住 Shift 为 1 秒）</translation>
    </message>
    <message>
        <source>End of the part that is kept</source>
        <translation>保留部分的结尾</translation>
    </message>
    <message>
        <source>Drag to leave out the end (arrow keys: 0.1 s, with Shift: 1 s)</source>
        <translation>拖动去掉结尾（方向键 0.1 秒，按住 Shift 为 1 秒）</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Sound of {seconds} s</source>
        <translation>声音，{seconds} 秒</translation>
    </message>
    <message>
        <source>Sound of {seconds} s, kept from {start} s to {end} s</source>
        <translation>声音，{seconds} 秒，保留 {start} 秒至 {end} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message>
        <source>Keep sharp</source>
        <translation>保持清晰</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Least quality</source>
        <translation>最低质量</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景色</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Making it fit</source>
        <translation>正在压缩</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation>正在写文件</translation>
    </message>
    <message>
        <source>Saving the rejected rows</source>
        <translation>正在保存被排除的行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>WrongPicture</name>
    <message>
        <source>Choose another</source>
        <translation>换一张</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>WrongSound</name>
    <message>
        <source>Choose another</source>
        <translation>换一段</translation>
    </message>
    <message>
        <source>Close this note</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>_Legend</name>
    <message>
        <source>Frame {number} {size}</source>
        <translation>第 {number} 帧 {size}</translation>
    </message>
</context>
</TS>
